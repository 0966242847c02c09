type Params = Readonly<Record<string, string>>;

/** What the rules over the whole document and those with a record found, by the code of a problem. */
export const mappingChecksZhCn = {
  'SIGN-DUP': ({ name = '' }: Params) => `按所选数据，两个签署方都是“${name}”，同一人会被要求签署两次。`,
  'FILE-NONE': ({ name = '' }: Params) => `所选数据的“${name}”中没有文件，没有可签署的内容。`,
  'FILE-TYPE': ({ file = '', allowed = '' }: Params) => `“${file}”的格式不能签署，服务商支持：${allowed}。`,
  'DATE-PAST': ({ name = '', date = '' }: Params) => `“${name}”是 ${date}，已经过去；可改为发起后的天数。`,
  'NAME-FIXED': ({ name = '', fixed = '' }: Params) =>
    `按所选数据，文件名会变成“${fixed}”：原来的“${name}”含有不允许的字符或过长。`,
  'COUNT-BAD': ({ name = '', value = '' }: Params) => `所选数据的“${name}”是 ${value}，用印次数必须是不小于 1 的整数。`,
  'DUP-BIND': ({ name = '' }: Params) => `“${name}”已用在另一处，这两处不能相同，请换一个字段。`,
  OVERLAP: () => '该流程已有另一份配置，运行时以那一份为准，请打开那一份修改。',
  'I18N-GAP': ({ language = '' }: Params) => `有的文字写了 ${language}，这一条没有，界面会混用两种语言。`,
  'RULE-FAILED': ({ name = '' }: Params) => `附加检查“${name}”没有完成，其结果未列出。`,
};
