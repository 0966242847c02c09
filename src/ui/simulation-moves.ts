import { html, nothing, type TemplateResult } from 'lit';

import { isSealUse } from '../core/editor-mapping.js';
import { eventsOf, exitsOf, fireEvent, takeExit, type SimulatedEvent, type Simulation } from '../core/simulation.js';
import type { MappingSimulationMessages } from '../i18n/mapping-simulation.zh-cn.js';
import { capabilitiesOf, nodeName, type MappingView } from './mapping-view.js';
import { serviceName } from './service-name.js';

/** Where the record is, the ways on, and what the provider can tell: each gives the next state of the run. */
export function renderMoves(
  view: MappingView,
  run: Simulation,
  messages: MappingSimulationMessages,
  go: (next: Simulation) => void,
): TemplateResult {
  const exits = exitsOf(run);
  const seals = isSealUse(run.mapping);
  const reported = capabilitiesOf(view)?.physicalEvents;
  const isReported = (event: SimulatedEvent): boolean =>
    !seals || event === 'sealUsed' || (reported?.some((name) => name === event) ?? true);
  const possible = eventsOf(run);
  const events = possible.filter(isReported);
  const never = possible.filter((event) => !isReported(event));
  const open = new Set(exits.map(({ id }) => id));
  const dead = view.workflow.exits.filter(({ id, from }) => from === run.record.currentNodeId && !open.has(id));
  return html`<p class="here">
      <span class="muted">${messages.here}</span> <strong>${nodeName(view, run.record.currentNodeId)}</strong>
    </p>
    <h3>${messages.exits}</h3>
    <div class="acts">
      ${exits.map((exit) =>
        act(`exit-${exit.id}`, messages.exit(exit.name, nodeName(view, exit.to)), () => go(takeExit(run, exit.id))),
      )}
      ${exits.length + dead.length === 0 ? html`<span class="muted">${messages.noExits}</span>` : nothing}
      ${
        dead.length > 0
          ? html`<span class="muted"
              >${messages.deadExits(dead.map(({ name }) => name).join(view.messages.listSeparator))}</span
            >`
          : nothing
      }
    </div>
    <h3>${messages.provider}</h3>
    <div class="acts">
      ${events.map((event) =>
        act(`event-${event}`, eventName(view, messages, event, seals), () => go(fireEvent(run, event))),
      )}
      ${
        possible.length === 0
          ? html`<span class="muted">${seals ? messages.noSealEvents : messages.noEvents}</span>`
          : nothing
      }
      ${
        never.length > 0
          ? html`<span class="muted"
              >${messages.neverReported(
                serviceName(view),
                never.map((event) => eventName(view, messages, event, seals)).join(view.messages.listSeparator),
              )}</span
            >`
          : nothing
      }
    </div>`;
}

function eventName(
  view: MappingView,
  messages: MappingSimulationMessages,
  event: SimulatedEvent,
  seals: boolean,
): string {
  if (event === 'sealUsed') return messages.sealUsed;
  const words: Partial<Record<SimulatedEvent, string>> = seals ? view.messages.sealUse.events : messages.events;
  return words[event] ?? event;
}

function act(name: string, text: string, run: () => void): TemplateResult {
  return html`<button class="button" type="button" data-act=${name} @click=${run}>${text}</button>`;
}
