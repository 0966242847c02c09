import { html, nothing, type TemplateResult } from 'lit';

import { mmToPt, ptToMm } from '../core/geometry.js';
import { MOST_PAGES_PER_SEAL, PageSelection, type PlacementPosition } from '../schema/placement.js';
import type { MappingView } from './mapping-view.js';
import { checkField, countField, numberField, selectField, textField, type FieldScene } from './rule-fields.js';

/** The values of a position; people read millimetres, points are stored (C-37). */
export function renderPosition(
  view: MappingView,
  scene: FieldScene,
  position: PlacementPosition,
  set: (key: string, value: unknown) => void,
): TemplateResult | typeof nothing {
  const { placements: words } = view.messages;
  const length = (name: string, key: string, value: number, least: number): TemplateResult =>
    numberField(scene, name, Math.round(ptToMm(value) * 10) / 10, least, 2000, (mm) => set(key, mmToPt(mm)));
  switch (position.kind) {
    case 'free':
      return nothing;
    case 'coordinate':
      return html`${length(words.x, 'x', position.x, 0)}${length(words.y, 'y', position.y, 0)}
      ${pagesField(view, scene, position.pages, set)}`;
    case 'keyword':
      return html`${textField(scene, words.keyword, position.keyword, 100, (value) => set('keyword', value))}
      ${numberField(
        scene,
        words.occurrence,
        position.occurrence === 'all' ? 0 : position.occurrence,
        -99,
        99,
        (value) => set('occurrence', value === 0 ? 'all' : Math.trunc(value)),
      )}
      ${length(words.dx, 'dx', position.dx, -2000)}${length(words.dy, 'dy', position.dy, -2000)}
      ${pagesField(view, scene, position.pages, set)}
      ${checkField(scene, words.acrossLines, position.acrossLines, (on) => set('acrossLines', on))}`;
    case 'formField':
      return textField(scene, words.fieldName, position.name, 200, (value) => set('name', value));
    case 'seam':
      return html`${selectField(
        scene,
        words.edge,
        position.edge,
        (['left', 'right'] as const).map((edge) => ({ value: edge, text: words.edges[edge] })),
        (value) => set('edge', value),
      )}
      ${length(words.y, 'y', position.y, 0)}${pagesField(view, scene, position.pages, set)}
      ${checkField(scene, words.doubleSided, position.doubleSided, (on) => set('doubleSided', on))}
      ${countField(
        scene,
        words.pagesPerSeal,
        position.pagesPerSeal,
        { min: 2, max: MOST_PAGES_PER_SEAL, automatic: words.automatic },
        (value) => set('pagesPerSeal', value),
      )}`;
  }
}

function pagesField(
  view: MappingView,
  scene: FieldScene,
  pages: string,
  set: (key: string, value: unknown) => void,
): TemplateResult {
  const { placements: words } = view.messages;
  return textField(scene, words.pages, pages, 200, (value, input) => {
    const parsed = PageSelection.safeParse(value);
    input.setCustomValidity(parsed.success ? '' : words.pagesBad);
    input.setAttribute('aria-invalid', String(!parsed.success));
    if (parsed.success) set('pages', parsed.data);
    else input.reportValidity();
  });
}
