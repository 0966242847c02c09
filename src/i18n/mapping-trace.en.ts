import type { MappingTraceMessages } from './mapping-trace.zh-cn.js';

export const mappingTraceEn: MappingTraceMessages = {
  title: (slot) => `Why “${slot}” gives this result`,
  record: (name) => `Trial data: ${name}`,
  field: (field, values) => `Field “${field}” holds: ${values}`,
  empty: '(empty)',
  rows: {
    first: (of) => `${of} rows; the first one is taken`,
    last: (of) => `${of} rows; the last one is taken`,
    where: (of, field, value, taken) =>
      taken === 0
        ? `${of} rows; in none is “${field}” “${value}”`
        : `${of} rows; the first one where “${field}” is “${value}” is taken`,
    join: (of) => `${of} rows; all of them are joined`,
    count: (of) => `${of} rows; those with a value are counted`,
  },
  convert: (conversion, from, to) => `Conversion “${conversion}”: ${from} → ${to}`,
  failed: (conversion, from) => `Conversion “${conversion}” cannot read: ${from}`,
  constant: (text) => `Fixed value: ${text}`,
  text: (text) => `Fixed text: ${text}`,
  operator: (name) => `Whoever acts: ${name}`,
  creator: (name) => `Creator: ${name}`,
  system: (name, text) => `System value “${name}”: ${text}`,
  days: (days, today) => `${days} days after the launch (here: ${today})`,
  scope: (table, field, value) => `Of “${table}” only rows where “${field}” is “${value}”`,
  order: 'Without a field for the order, rows follow each other as they stand',
  more: (count) => `${count} more steps`,
  result: (text) => `Result: ${text}`,
};
