/** An expected failure, worded for the operator: it is printed as its sentence, without a stack. */
export class Problem extends Error {}
