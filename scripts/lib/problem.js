/** An expected failure, worded for the operator: only its message is printed, without a stack. */
export class Problem extends Error {}
