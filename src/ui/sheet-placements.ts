import type { MappingSheet } from '../core/mapping-sheet.js';
import type { SheetTable } from '../core/sheet-files.js';
import type { MappingSheetMessages } from '../i18n/mapping-sheet.zh-cn.js';
import { EACH_ROW_PARTY, INITIATOR_PARTY, type PlacementPosition, type PlacementRule } from '../schema/placement.js';
import type { MappingView } from './mapping-view.js';
import { problemLines } from './sheet-lists.js';
import { valueWords } from './value-words.js';

/** C-37: who signs where in which file, how far it may be moved, and with which date. */
export function placementTables(
  view: MappingView,
  { placements }: MappingSheet,
  words: MappingSheetMessages,
): SheetTable[] {
  if (placements.length === 0) return [];
  const { head } = words;
  const { marks, policies, policy, signingDate } = view.messages.placements;
  return [
    {
      title: '',
      head: [head.order, head.party, head.position, head.file, policy, head.problems],
      rows: placements.map(({ item, problems }, index) => [
        String(index + 1),
        partyOf(view, item),
        `${marks[item.mark]} · ${positionOf(view, words, item.position)}`,
        fileOf(view, item),
        item.signingDate
          ? `${policies[item.policy]}\n${signingDate}: ${item.signingDate.format}`
          : policies[item.policy],
        problemLines(view, problems),
      ]),
    },
  ];
}

function partyOf(view: MappingView, { party }: PlacementRule): string {
  const { mapping, messages } = view;
  if (party === INITIATOR_PARTY) return messages.parties.initiator;
  if (!('flow' in mapping)) return party;
  if (party === EACH_ROW_PARTY) {
    return messages.parties.eachRow(valueWords(view, '/flow/dynamicParties/table', mapping.flow.dynamicParties.table));
  }
  const index = mapping.flow.parties.findIndex(({ id }) => id === party);
  return index < 0 ? messages.flow.goneName(party) : messages.parties.nth(index + 1);
}

function fileOf(view: MappingView, { source }: PlacementRule): string {
  const { mapping, messages } = view;
  if (source === null || !('required' in mapping)) return messages.placements.every;
  const document = mapping.required.documents.find(({ id }) => id === source);
  return document ? valueWords(view, '/required/documents', document) : messages.flow.goneName(source);
}

function positionOf(view: MappingView, words: MappingSheetMessages, position: PlacementPosition): string {
  const messages = view.messages.placements;
  const parts: string[] = [messages.positions[position.kind]];
  const at = (name: string, points: number): void => {
    parts.push(`${name} ${millimetres(points)}`);
  };
  if (position.kind === 'coordinate') {
    at(messages.x, position.x);
    at(messages.y, position.y);
  }
  if (position.kind === 'keyword') {
    parts.push(
      `“${position.keyword}”`,
      `${messages.occurrence} ${position.occurrence === 'all' ? 0 : position.occurrence}`,
    );
    if (position.dx !== 0) at(messages.dx, position.dx);
    if (position.dy !== 0) at(messages.dy, position.dy);
    if (position.acrossLines) parts.push(messages.acrossLines);
  }
  if (position.kind === 'formField') parts.push(position.name);
  if (position.kind === 'seam') {
    parts.push(`${messages.edge} ${messages.edges[position.edge]}`);
    at(messages.y, position.y);
    if (position.doubleSided) parts.push(messages.doubleSided);
    if (position.pagesPerSeal !== undefined) parts.push(`${messages.pagesPerSeal} ${position.pagesPerSeal}`);
  }
  if ('pages' in position) parts.push(pagesOf(words, position.pages));
  return parts.join(' · ');
}

function pagesOf(words: MappingSheetMessages, pages: string): string {
  const named: Readonly<Record<string, string>> = words.pages;
  return named[pages] ?? words.pageNumbers(pages);
}

/** To a tenth of a millimetre, as the editor shows it. */
function millimetres(points: number): number {
  return Math.round((points / 72) * 254) / 10;
}
