/** Replaces `next/cache` in unit tests, which run outside a Next.js request: nothing is cached. */

export function revalidatePath(): void {}
