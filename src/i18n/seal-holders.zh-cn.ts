/** Words of the choice of who may sign with a seal. */
export const sealHoldersZhCn = {
  legend: '谁可以使用此印章',
  kinds: { me: '仅本人', people: '指定人员', everyone: '本单位全体人员' },
  search: '按姓名或部门查找人员',
  more: () => '还有更多人员未列出，请继续输入姓名或部门',
  noMatch: '没有符合的人员',
  searching: '正在查找…',
  remove: (name: string) => `移除${name}`,
  failed: '人员没有读取，请重新输入。',
};

export type SealHoldersMessages = typeof sealHoldersZhCn;
