type Watched = { onSeen: () => () => void; leave: (() => void) | null };

/** Tells elements when they come into sight and when they leave it: one observer for all of them. */
export class Sight {
  readonly #watched = new Map<Element, Watched>();
  #observer: IntersectionObserver | null = null;

  /** Calls `onSeen` whenever the element comes into sight, and what that returned when it leaves; until the result is called. */
  watch(element: Element, onSeen: Watched['onSeen']): () => void {
    this.#observer ??= new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) this.#tell(target, isIntersecting);
    });
    const watched: Watched = { onSeen, leave: null };
    this.#watched.set(element, watched);
    this.#observer.observe(element);
    return () => {
      watched.leave?.();
      if (this.#watched.get(element) !== watched) return;
      this.#watched.delete(element);
      this.#observer?.unobserve(element);
    };
  }

  #tell(element: Element, seen: boolean): void {
    const watched = this.#watched.get(element);
    if (!watched) return;
    if (seen) watched.leave ??= watched.onSeen();
    else {
      watched.leave?.();
      watched.leave = null;
    }
  }
}
