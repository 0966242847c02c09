import type { SealHoldersMessages } from './seal-holders.zh-cn.js';

export const sealHoldersEn: SealHoldersMessages = {
  legend: 'Who may use this seal',
  kinds: { me: 'Only me', people: 'Chosen people', everyone: 'Everyone of the organisation' },
  search: 'Find people by name or department',
  more: () => 'More people fit than are shown; type more of the name or the department',
  noMatch: 'Nobody fits',
  searching: 'Searching…',
  remove: (name) => `Remove ${name}`,
  failed: 'The people could not be read. Type again.',
};
