import type { SignPanelContext } from '../../machines/sign-panel.events.js';

/** Whether the person puts marks on the pages now, be it to sign them or only to place them. */
export function placesMarks({ view, terms, mode, ahead, receipt }: SignPanelContext): boolean {
  return (view?.state === 'sign' || ahead === true) && mode !== 'view' && !receipt && terms?.page === undefined;
}
