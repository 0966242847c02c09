import { rankFields, toFieldRef } from '../../core/field-index.js';
import { fold, nameKey, NameRank, rankName } from '../../core/name-search.js';
import { slotsOf } from '../../core/slots.js';
import type { MappingPaletteMessages } from '../../i18n/mapping-palette.zh-cn.js';
import type { MappingEditorEvent } from '../../machines/mapping-editor.machine.js';
import type { glyph } from '../../ui/icons.js';
import { entryOf, keyActs, type KeyAct } from '../../ui/key-table.js';
import { problemText, slotName, slotWords, type MappingActions, type MappingView } from '../../ui/mapping-view.js';
import { partsOf, type PaletteDesk, type PartName } from './editor-parts.js';

/** One thing that the palette finds, and what choosing it does. */
export interface PaletteEntry {
  readonly kind: keyof MappingPaletteMessages['kinds'];
  readonly icon: Parameters<typeof glyph>[0];
  readonly label: string;
  readonly note: string;
  /** The key of an act, as people read it; empty where there is none. */
  readonly keys: string;
  run(desk: PaletteDesk, actions: MappingActions): void;
}

export interface PaletteSource {
  readonly view: MappingView;
  readonly words: MappingPaletteMessages;
  /** Whether the document takes an event now; an act that does nothing is absent. */
  can(event: MappingEditorEvent): boolean;
}

/** Everything but the fields, which have an index of their own. */
export function paletteEntries(source: PaletteSource): PaletteEntry[] {
  return [...actEntries(source), ...partEntries(source), ...stepEntries(source), ...placeEntries(source)];
}

function actEntries({ view, words, can }: PaletteSource): PaletteEntry[] {
  const acts: [KeyAct, PaletteEntry['icon'], boolean][] = [
    ['save', 'save', view.editable && can({ type: 'save.requested' })],
    ['undo', 'undo', view.editable && can({ type: 'undo.requested' })],
    ['redo', 'redo', view.editable && can({ type: 'redo.requested' })],
    ['search', 'search', true],
    ['nextProblem', 'warning', view.problems.length > 0],
  ];
  return acts
    .filter(([, , works]) => works)
    .map(([act, icon]) => ({
      kind: 'act',
      icon,
      label: words.acts[act],
      note: '',
      keys: view.keymap.text(act),
      run: (desk) => desk.run(act),
    }));
}

function partEntries({ view }: PaletteSource): PaletteEntry[] {
  const keysOf = (name: PartName): string => {
    // the general keys that open a part have its name; `copy` of a card is another act
    const act = keyActs.find((own) => own === name && entryOf(own).group === 'general');
    return act ? view.keymap.text(act) : '';
  };
  return [...partsOf('sheet', view), ...partsOf('drawer', view)]
    .filter(([name]) => name !== 'palette')
    .map(([name, part]) => ({
      kind: 'act',
      icon: part.icon,
      label: part.title(view.messages, view),
      note: '',
      keys: keysOf(name),
      run: (desk) => desk.open(name),
    }));
}

function stepEntries({ view }: PaletteSource): PaletteEntry[] {
  return view.steps.map((step) => ({
    kind: 'step',
    icon: 'check',
    label: view.messages.steps[step],
    note: '',
    keys: '',
    run: (desk) => desk.step(step),
  }));
}

/** Where something can be set, looked at, or mended. */
function placeEntries({ view }: PaletteSource): PaletteEntry[] {
  const { mapping, messages } = view;
  const problems = view.problems.map((problem): PaletteEntry => {
    const icon = problem.severity === 'error' ? 'error' : problem.severity === 'warning' ? 'warning' : 'bulb';
    const label = `${slotName(view, problem.pointer)}: ${problemText(view, problem)}`;
    return { kind: 'problem', icon, label, note: '', keys: '', run: (_, actions) => actions.reveal(problem.pointer) };
  });
  const slots = slotsOf(mapping)
    .filter((slot) => slot.applies(mapping) && view.steps.includes(slot.step) && slotWords(view, slot))
    .map(({ pointer, step }): PaletteEntry => ({
      kind: 'slot',
      icon: 'target',
      label: slotName(view, pointer),
      note: messages.steps[step],
      keys: '',
      run: (_, actions) => actions.reveal(pointer),
    }));
  const nodes = view.workflow.nodes.map(({ id, name, kind }): PaletteEntry => ({
    kind: 'node',
    icon: 'flow',
    label: name,
    note: messages.flow.kinds[kind],
    keys: '',
    run: (desk) => desk.node(id),
  }));
  return [...slots, ...nodes, ...problems];
}

function fieldEntries({ view, words }: PaletteSource, query: string): PaletteEntry[] {
  if (!view.editable) return [];
  return rankFields(view.index, query).map(({ table, field }) => ({
    kind: 'field',
    icon: 'fields',
    label: field.label,
    note: words.pickUp(table.label),
    keys: '',
    run: (_, actions) => actions.armField(toFieldRef(table, field)),
  }));
}

/** What a search leaves, best first; without a search in the order of acts, steps, settings, nodes and problems, then the fields. */
export function findEntries(
  source: PaletteSource,
  entries: readonly PaletteEntry[],
  search: string,
): readonly PaletteEntry[] {
  const query = fold(search.trim());
  const fields = fieldEntries(source, search);
  if (query === '') return [...entries, ...fields];
  const rank = ({ label }: PaletteEntry): NameRank => rankName(nameKey(label, source.view.spell), query);
  const found = entries.map((entry) => ({ entry, rank: rank(entry) })).filter((hit) => hit.rank < NameRank.none);
  // fields come ranked; those beyond what is shown need no rank
  const ranked = fields.map((entry, at) => ({
    entry,
    rank: at < SHOWN ? Math.min(rank(entry), NameRank.contained) : NameRank.contained,
  }));
  return [...found, ...ranked].toSorted((a, b) => a.rank - b.rank).map(({ entry }) => entry);
}

/** More rows than this are not drawn: a person types on. */
export const SHOWN = 50;
