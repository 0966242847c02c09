import type { MappingTransferMessages } from './mapping-transfer.zh-cn.js';

export const mappingTransferEn: MappingTransferMessages = {
  label: 'What was found',
  summary: (total, byId, byName, missing) =>
    `The configuration uses ${total} fields, nodes and so on: ${byId} found by id, ${byName} by name, ${missing} not found.`,
  kinds: {
    field: 'Field',
    table: 'Detail table',
    node: 'Node',
    exit: 'Exit',
    actionFlow: 'Action flow',
    option: 'Choice',
  },
  ways: { id: 'same id', label: 'same name', place: 'same place' },
  reasons: {
    absent: 'not in this workflow',
    several: 'this workflow has several of that name, so it is not clear which is meant',
  },
  missing: (count) => `Not found (${count})`,
  missingHelp: 'These settings stay as they are and become problems. Choose again in this workflow.',
  look: (count) => `Please check (${count})`,
  lookHelp: 'Same id but another name, or same name but another type.',
  found: (count) => `Found (${count})`,
  now: (name) => `here “${name}”`,
  usedIn: (slots) => `used in: ${slots}`,
  unknownSource:
    "The file's own workflow cannot be read here. Nodes and exits are matched by id only, fields by name and type.",
};
