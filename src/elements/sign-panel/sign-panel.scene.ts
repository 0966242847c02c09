import type { SnapshotFrom } from 'xstate';

import { enabledButton, mayDownload, mayReject } from '../../core/panel-view.js';
import { remember } from '../../core/remember.js';
import type { SignPanelContext } from '../../machines/sign-panel.events.js';
import type { signPanelMachine } from '../../machines/sign-panel.machine.js';
import type { Locale } from '../../schema/primitives.js';
import { placesMarks } from './places-marks.js';
import { waitingText } from './sign-panel.news.js';
import type { PanelTexts, Scene } from './sign-panel.views.js';

/** What the templates draw, without how the person looks at it and what they can do to it. */
type Told =
  | 'texts'
  | 'context'
  | 'editing'
  | 'waiting'
  | 'canUndo'
  | 'canRedo'
  | 'canSubmit'
  | 'canFinish'
  | 'mayReject'
  | 'canReject'
  | 'canRestart'
  | 'canDownload'
  | 'label'
  | 'time'
  | 'ago'
  | 'locale';

const RESTARTABLE = ['rejected', 'revoked', 'expired', 'terminated'] as const;

// a browser takes milliseconds to make one
const timesOf = remember(
  (locale: Locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }),
);
const agesOf = remember((locale: Locale) => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }));

/** Whether the person's signature is made at the page of a service now. */
export function signsOnPage({ view, terms, mode }: SignPanelContext): boolean {
  return view?.state === 'sign' && mode === 'sign' && terms?.page !== undefined;
}

/** Everything of a scene that the snapshot and the language decide. */
export function sceneOf(
  snapshot: SnapshotFrom<typeof signPanelMachine>,
  texts: PanelTexts,
  locale: Locale,
): Pick<Scene, Told> {
  const { context } = snapshot;
  const { view } = context;
  return {
    texts,
    context,
    locale,
    editing: placesMarks(context),
    waiting: waitingText(snapshot.value, texts),
    canUndo: snapshot.can({ type: 'undo.requested' }),
    canRedo: snapshot.can({ type: 'redo.requested' }),
    canSubmit: snapshot.can({ type: 'submit.requested' }),
    canFinish: snapshot.can({ type: 'finish.requested', warnings: 0 }),
    mayReject: mayReject(view) && !signsOnPage(context),
    canReject: snapshot.can({ type: 'reject.requested' }),
    canRestart:
      RESTARTABLE.some((state) => state === view?.state) &&
      enabledButton(view, 'launch') !== undefined &&
      view?.recordId != null,
    canDownload: mayDownload(view),
    label: (kind, fallback) =>
      view?.buttons.find((button) => button.kind === kind)?.label[locale] || fallback || texts.buttons[kind],
    time: (timestamp) => timesOf(locale).format(new Date(timestamp)),
    ago: (count, unit) => agesOf(locale).format(count, unit),
  };
}
