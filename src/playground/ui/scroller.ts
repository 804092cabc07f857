// Keeps the newest message in view while the reader is at the end, and leaves the page alone when not.

export interface Scroller {
  /** Call after the list changed. `newest` came last; `force` when the reader caused it. */
  readonly changed: (newest: Element | null, force: boolean) => void;
  readonly toEnd: () => void;
}

/** So close to the end counts as being there. */
const nearEnd = 120;

export function createScroller(
  frame: HTMLElement,
  content: HTMLElement,
  away: (isAway: boolean) => void,
): Scroller {
  let following = true;
  let target: Element | null = null;
  const follow = () => {
    if (following) show(frame, target);
  };
  const isAtEnd = () => frame.scrollHeight - frame.scrollTop - frame.clientHeight < nearEnd;
  const look = () => {
    following = isAtEnd();
    if (following) target = null;
    away(!following);
  };
  // Only a person's own scrolling counts: growing content scrolls as well.
  for (const type of ['wheel', 'touchmove', 'pointerup', 'keyup'])
    frame.addEventListener(type, () => requestAnimationFrame(look), { passive: true });
  // A dragged scroll bar says nothing but this; whoever is at the end is not away from it.
  frame.addEventListener('scroll', () => isAtEnd() && look(), { passive: true });
  const observer = new ResizeObserver(follow);
  observer.observe(content);
  observer.observe(frame);
  return {
    changed: (newest, force) => {
      if (force) following = true;
      if (following && newest) target = newest;
      follow();
      away(!following);
    },
    toEnd: () => {
      following = true;
      target = null;
      follow();
      away(false);
    },
  };
}

/** To the end, but never past the beginning of a message too tall for the window. */
function show(frame: HTMLElement, target: Element | null): void {
  const end = frame.scrollHeight - frame.clientHeight;
  if (target === null || !frame.contains(target)) {
    frame.scrollTop = end;
    return;
  }
  const top = target.getBoundingClientRect().top - frame.getBoundingClientRect().top + frame.scrollTop;
  frame.scrollTop = Math.min(end, Math.max(0, top - 8));
}
