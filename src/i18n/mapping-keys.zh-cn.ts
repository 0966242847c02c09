/** What the editor says about keys, and the names of what lists them. */
export const mappingKeysZhCn = {
  palette: '命令面板',
  shortcuts: '键盘快捷键',
  noLastSlot: '还没有到过任何设置项。请先点选一个设置项，再回到字段列表按此快捷键。',
};

export type MappingKeyMessages = typeof mappingKeysZhCn;
