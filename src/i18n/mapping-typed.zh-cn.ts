/** The words of the form for a record that is typed in. */
export const mappingTypedZhCn = {
  intro: '从所选数据开始修改。只列出当前配置用到的字段；数据只在本页使用，固定为用例后才会保留。',
  nothing: '当前配置还没有用到表单字段，请先在卡片中选择字段。',
  title: '数据名称',
  titleOf: (name: string) => `${name}（修改）`,
  titleMissing: '请填写数据名称。',
  notNumber: '请填写数字。',
  main: '主表',
  row: (number: number) => `第 ${number} 行`,
  addRow: '添加一行',
  addRowOf: (table: string) => `添加一行：${table}`,
  removeRow: '删除此行',
  removeRowOf: (table: string, number: number) => `删除此行：${table} 第 ${number} 行`,
  empty: '（空）',
  on: '是',
  off: '否',
  help: {
    person: '姓名 | 手机号或邮箱 | 公司',
    people: '每行一人：姓名 | 手机号或邮箱 | 公司',
    files: '每行一个文件名，如 合同.pdf',
    names: '每行一个名称',
    choices: '每行一个选项',
  },
  clear: '清空所有字段',
  save: '保存并试算',
  saveNew: '另存为新数据',
  remove: '删除此数据',
  saved: (name: string) => `正在用“${name}”试算`,
  removed: (name: string) => `已删除“${name}”`,
};

export type MappingTypedMessages = typeof mappingTypedZhCn;
