import { ptToMm } from '../core/geometry.js';
import { seamFacts } from '../core/seam-marks.js';
import type { PanelSeamMessages } from '../i18n/panel-seam.zh-cn.js';
import type { SignPanelMessages } from '../i18n/sign-panel.zh-cn.js';
import type { Mark, PageBox } from '../schema/placement.js';

/** What a screen reader says of a mark: its name, page and distance from the corner in whole millimetres. */
export function markText(mark: Mark, name: string, messages: SignPanelMessages): string {
  return messages.markLabel(name, mark.pageIndex + 1, Math.round(ptToMm(mark.rect.x)), Math.round(ptToMm(mark.rect.y)));
}

/** What a screen reader says of a whole seam seal. */
export function seamText(mark: Mark, name: string, pages: readonly PageBox[], words: PanelSeamMessages): string {
  const { sheets } = seamFacts(mark, pages);
  return words.placed(name, sheets, words.edges[mark.seam?.edge ?? 'right'], Math.round(ptToMm(mark.rect.y)));
}
