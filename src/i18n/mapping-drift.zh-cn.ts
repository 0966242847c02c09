/** The words of the dialog on changes of the workflow. */
export const mappingDriftZhCn = {
  intro: (count: number) => `自上次保存后，流程或表单有 ${count} 处变化影响此配置。确认之前不会改动任何内容。`,
  none: '流程没有影响此配置的变化。',
  groups: { gone: '已不存在', renamed: '已改名', retyped: '类型已变' },
  what: { field: '字段', node: '节点', exit: '出口', table: '明细表', actionFlow: '动作流' } as Record<string, string>,
  usedIn: (slots: string) => `用于：${slots}`,
  renamedTo: (label: string) => `现为“${label}”`,
  retypedTo: (type: string) => `现为${type}`,
  choose: (name: string) => `“${name}”如何处理`,
  keep: '保持不变',
  suggested: (act: string) => `${act}（推荐）`,
  allSuggested: '全部按推荐',
  allKept: '全部保持不变',
  later: '以后再说',
  apply: (count: number) => `应用 ${count} 处`,
  nothing: '没有选择要应用的处理',
  applied: (count: number) => `已处理 ${count} 处变化`,
};

export type MappingDriftMessages = typeof mappingDriftZhCn;
