// People: how they are drawn, and whom the visitor acts as.
import type { UserView, WorkspaceView } from '../protocol.ts';
import { openChoices } from './choices.ts';
import { h, replaceChildren } from './dom.ts';
import { icon } from './icons.ts';
import type { Store } from './store.ts';
import type { Names } from './text/view.ts';
import { findChannel, findUser } from './workspace.ts';

const tints = 8;

/** Initials on a tint that stays with the person; the app has a picture of its own. */
export function avatarView(user: UserView | undefined, size: 'large' | 'small'): HTMLElement {
  const className = `avatar avatar-${size}`;
  if (user?.is_app) return h('span', { class: `${className} avatar-app`, 'aria-hidden': 'true' }, bars());
  const tint = [...(user?.name ?? '')].reduce((sum, char) => sum + (char.codePointAt(0) ?? 0), 0) % tints;
  const initials = initialsOf(user?.real_name ?? '?');
  return h('span', { class: `${className} avatar-tint-${tint}`, 'aria-hidden': 'true' }, initials);
}

function bars(): HTMLElement {
  return h('span', { class: 'avatar-bars' }, h('i'), h('i'), h('i'));
}

function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = [words[0], words.length > 1 ? words.at(-1) : ''];
  return letters
    .map((word) => [...(word ?? '')][0] ?? '')
    .join('')
    .toUpperCase();
}

export function namesOf(workspace: WorkspaceView): Names {
  return {
    user: (id) => findUser(workspace, id)?.real_name ?? id,
    channel: (id) => findChannel(workspace, id)?.name ?? id,
    me: workspace.user,
  };
}

export function createUserSwitch(store: Store, actAs: (user: string) => void): HTMLElement {
  const button = h('button', {
    type: 'button',
    class: 'user-switch',
    'aria-haspopup': 'menu',
    'aria-expanded': 'false',
  });
  button.onclick = () => {
    const { workspace } = store.get();
    if (workspace) openUserMenu(button, workspace, actAs);
  };
  store.subscribe(({ workspace }, before) => {
    if (workspace === null || (workspace.user === before.workspace?.user && button.firstChild)) return;
    const user = findUser(workspace, workspace.user);
    button.setAttribute('aria-label', `Acting as ${user?.real_name ?? ''}, switch person`);
    const words = h(
      'span',
      { class: 'user-words' },
      h('small', {}, 'Acting as'),
      h('b', {}, user?.real_name ?? ''),
    );
    replaceChildren(button, avatarView(user, 'large'), words, icon('up'));
  });
  return button;
}

function openUserMenu(anchor: HTMLElement, workspace: WorkspaceView, actAs: (user: string) => void): void {
  const people = workspace.users.filter((user) => !user.is_app);
  const choices = people.map((user) => ({
    value: user.id,
    label: user.real_name,
    detail: user.title,
    selected: user.id === workspace.user,
    lead: () => avatarView(user, 'small'),
  }));
  const groups = [{ label: 'Act as', choices }];
  openChoices({ anchor, label: 'Act as', role: 'menu', groups, onPick: actAs });
}
