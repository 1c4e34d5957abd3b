/** Waits that can all be ended at once. */
export class Pauses {
  readonly #waiting = new Map<NodeJS.Timeout, (passed: boolean) => void>();
  #stopped = false;

  /** Resolves with `true` when the time has passed, with `false` when all is stopped. */
  pause(ms: number): Promise<boolean> {
    if (this.#stopped) return Promise.resolve(false);
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(timer);
        resolve(true);
      }, ms);
      this.#waiting.set(timer, resolve);
    });
  }

  stop(): void {
    this.#stopped = true;
    for (const [timer, resolve] of this.#waiting) {
      clearTimeout(timer);
      resolve(false);
    }
    this.#waiting.clear();
  }
}
