import { html, nothing, type TemplateResult } from 'lit';

import { flowLayers, flowMarks, type FlowLayer } from '../core/flow-layers.js';
import type { MappingView } from './mapping-view.js';

/** The concerns that the drawing shows, each of which can be left out; nothing while there is no concern. */
export function renderLegend(
  view: MappingView,
  muted: ReadonlySet<FlowLayer>,
  change: (muted: ReadonlySet<FlowLayer>) => void,
): TemplateResult {
  const { diagram, flow } = view.messages;
  const used = new Set([...flowMarks(view.mapping).values()].flat().map(({ layer }) => layer));
  const layers = flowLayers.filter((layer) => used.has(layer));
  const chip = (label: unknown, on: boolean, toggle: () => void): TemplateResult =>
    html`<button class="chip" type="button" aria-pressed=${on} @click=${toggle}>${label}</button>`;
  const without = (layer: FlowLayer): ReadonlySet<FlowLayer> => {
    const hidden = new Set(muted);
    if (!hidden.delete(layer)) hidden.add(layer);
    return hidden;
  };
  return html`<span class="legend" role="group" aria-label=${diagram.legend}>
    ${view.workflow.nodes.length === 0 ? flow.empty : nothing}
    ${
      layers.length > 1
        ? chip(diagram.all, muted.size === 0, () => change(new Set(muted.size === 0 ? flowLayers : [])))
        : nothing
    }
    ${layers.map((layer) =>
      chip(
        html`<i class=${layer} aria-hidden="true">${diagram.signs[layer]}</i>${diagram.layers[layer]}`,
        !muted.has(layer),
        () => change(without(layer)),
      ),
    )}
  </span>`;
}
