import type { mappingChecksZhCn } from './mapping-checks.zh-cn.js';

export const mappingChecksEn: typeof mappingChecksZhCn = {
  'SIGN-DUP': ({ name = '' }) => `With this record two parties are “${name}”, who would be asked to sign twice.`,
  'FILE-NONE': ({ name = '' }) => `“${name}” holds no file in this record, so there is nothing to sign.`,
  'FILE-TYPE': ({ file = '', allowed = '' }) => `“${file}” cannot be signed. The provider takes: ${allowed}.`,
  'DATE-PAST': ({ name = '', date = '' }) => `“${name}” is ${date}, which is over. Days after launch never are.`,
  'NAME-FIXED': ({ name = '', fixed = '' }) =>
    `With this record the file would be called “${fixed}”: “${name}” has characters that are not allowed, or is too long.`,
  'COUNT-BAD': ({ name = '', value = '' }) =>
    `“${name}” is ${value} in this record; the count has to be a whole number, 1 or more.`,
  'DUP-BIND': ({ name = '' }) => `“${name}” is used in another place that must differ. Choose another field.`,
  OVERLAP: () => 'This workflow has another configuration, which is the one that runs. Open that one instead.',
  'I18N-GAP': ({ language = '' }) => `Other texts have ${language}, this one has not: two languages would be mixed.`,
  'RULE-FAILED': ({ name = '' }) => `The extra check “${name}” did not finish; what it would find is missing.`,
};
