/** The words of selecting several fields of the tree. */
export const mappingSelectionZhCn = {
  hint: (count: number) => `已选 ${count} 个字段，拖到列表，或先点“绑定”`,
  bind: '绑定',
  clear: '取消选择',
  names: (first: string, count: number) => `${first} 等 ${count} 个字段`,
};

export type MappingSelectionMessages = typeof mappingSelectionZhCn;
