import type { MappingShellMessages } from './mapping-shell.zh-cn.js';

export const mappingShellEn: MappingShellMessages = {
  loading: 'Reading the workflow and its configuration…',
  failed: 'The editor could not be loaded',
  help: 'Check the network and try again.',
  retry: 'Try again',
};
