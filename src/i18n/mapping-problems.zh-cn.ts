import { mappingChecksZhCn } from './mapping-checks.zh-cn.js';
import { sealUseWordsZhCn } from './mapping-seal-use.zh-cn.js';

type Params = Readonly<Record<string, string>>;

const refusals: Readonly<Record<string, string>> = {
  typeMismatch: '字段类型不符',
  otherBrowse: '浏览框的类型不符',
  needsRelated: '需要关联记录里的字段，OA 没有提供',
  needsDirectory: 'OA 无法查询部门负责人和成员',
  otherTable: '它属于其他明细表',
  mainTableOnly: '此处只能用主表字段',
  mustFitDirectly: '此处不做转换',
  takesNoField: '此处不能绑定字段',
  conversionNotPossible: '所选转换不适用于该字段',
  kindNotAllowed: '此处不能用这种取值方式',
  conversionMissing: '还没有选择转换方式',
  notWholeNumber: '须为 1 以上的整数',
};

const conversions: Readonly<Record<string, string>> = {
  firstPerson: '只取第一人',
  personCompany: '只取第一人的公司',
  personContact: '只取第一人的联系方式',
  firstOption: '只取第一个选项',
};

const capabilities: Readonly<Record<string, string>> = {
  ...sealUseWordsZhCn.events,
  eSign: '电子签署',
  multiDocument: '一次签署多个文件',
  ordered: '有序签署',
  draft: '保存为草稿',
  formFieldPlacement: '按表单域定位',
  seamPlacement: '骑缝章',
  keywordPlacement: '按关键字定位',
  templates: '文件模板',
  emailSigner: '用邮箱签署',
  silentSign: '静默签',
  alternateSigners: '或签（多人中一人签署即可）',
  dateStyle: '签署日期样式',
  fillIns: '勾选框和备注',
  cc: '抄送',
  physicalSeal: '物理用印',
  physicalAppend: '追加用印次数',
  physicalEnd: '主动结束用印',
  remind: '催办',
};

/** What is wrong and what to do, by the code of a problem. */
export const mappingProblemsZhCn = {
  ...mappingChecksZhCn,
  REQ: () => '此项必填，请绑定字段或填写内容。',
  TYPE: ({ name = '', reason = '' }: Params) =>
    `“${name}”不能用在这里：${refusals[reason] ?? '类型不符'}。请换一个字段。`,
  GONE: ({ name = '', reason = '', part = '' }: Params) =>
    reason === 'notSigning'
      ? '这条规则的签署方目前不签署，请换一个签署方或删除规则。'
      : `${part === 'condition' ? '取行条件中的' : ''}“${name}”已不存在，请重新选择。`,
  RENAMED: ({ name = '', label = '' }: Params) => `字段“${name}”已改名为“${label}”，重新绑定后采用新名称。`,
  RETYPED: ({ name = '' }: Params) => `字段“${name}”的类型已改变，请重新绑定。`,
  CARD: ({ name = '', reason = '' }: Params) =>
    reason === 'rowsNotPossible'
      ? `“${name}”不能这样取行，请重新选择。`
      : `“${name}”有多行，请指定取第一行、最后一行、符合条件的行、合并或行数。`,
  SCOPE: ({ name = '', table = '', part = '' }: Params) =>
    part === 'condition'
      ? `取行条件中的“${name}”不是“${table}”的字段，请换一个。`
      : `“${name}”属于其他明细表，此处只能用“${table}”和主表的字段。请换一个字段。`,
  'CONV-LOSS': ({ name = '', conversion = '' }: Params) =>
    `“${name}”${conversions[conversion] ?? ''}：其余的值不起作用，请确认。`,
  'LOOKUP-GAP': ({ name = '', options = '', reason = '' }: Params) =>
    reason === 'empty'
      ? `“${name}”的对照表还没有内容，请填写。`
      : `“${name}”的对照表缺少取值：${options}。请补全，或填写“其他所有值”。`,
  'SIGN-MANY': ({ name = '' }: Params) => `“${name}”可以填多人，而所选服务不支持或签；填了多人的数据不会创建签署文件。`,
  'SIGN-NONE': () => '还没有任何签署方，请添加签署方，或让发起组织签署。',
  'SIGN-CONTACT': ({ reason = '', name = '' }: Params) =>
    reason === 'invalid' ? `“${name}”不是有效的手机号或邮箱。` : '外部签署方需要手机号或邮箱，请绑定。',
  'SIGN-ORDER': ({ order = '' }: Params) =>
    `有多个签署方的顺序都是 ${order}，他们可以同时签署；如需先后，请改为不同的数字。`,
  'FLOW-ORDER': ({ name = '', reason = '' }: Params) => {
    if (reason === 'appendBeforeApply') return `“${name}”在用印申请之前，追加不会发生。请选择申请之后的位置。`;
    if (reason === 'endBeforeApply') return `“${name}”在用印申请之前，结束不会发生。请选择申请之后的位置。`;
    if (reason === 'launchBeforeCreate') return `“${name}”走不到创建之后，请选择创建位置之后的节点或出口。`;
    if (reason === 'createCanBeMissed') return `有的路径不经过创建就到达“${name}”，那样不会有文件可发起。`;
    return `流程到“${name}”时文件可能还没有发起，请检查签署节点。`;
  },
  'FLOW-BACK': ({ name = '', reason = '' }: Params) =>
    reason === 'createdOnce'
      ? `流程可能多次经过“${name}”，文件只在第一次经过时创建，不会重复创建。`
      : `流程可能退回填写表单后再次经过“${name}”，那时原文件仍有效，不会按新内容重新创建。请打开“重新创建文件”，或改在更后的位置创建。`,
  'FLOW-TWICE': ({ name = '' }: Params) =>
    `无论走哪条路径，到“${name}”时文件都已创建，此处不会再创建，请去掉其中一处。`,
  'FLOW-HIDE': ({ name = '', reason = '' }: Params) =>
    reason === 'party'
      ? `有签署方在“${name}”签署，其他节点也看不到签署按钮，请在此显示。`
      : '所有签署节点都隐藏了签署按钮，没有人能签署，请至少在一个节点显示。',
  'FLOW-LOST': ({ name = '' }: Params) => `从流程开始没有路径能到达“${name}”，请选择其他位置。`,
  'FLOW-OPEN': ({ name = '' }: Params) => `出口“${name}”没有目标节点，流程不会经过，请选择其他出口。`,
  'FLOW-ARCHIVE': ({ name = '' }: Params) => `“${name}”是归档节点，到达后可能没有人再来签署，请选择更早的节点。`,
  'FLOW-EARLY': ({ name = '', reason = '' }: Params) =>
    reason === 'noButton'
      ? `流程到“${name}”时还没有人签署，此处不会显示下载按钮。`
      : `流程到“${name}”时还没有人签署，此处下载的文件没有印章。`,
  'CALL-EMPTY': () => '此事件没有动作，发生时什么都不会做。请添加动作，或移除此事件。',
  'NAME-BAD': ({ fixed = '' }: Params) => `含有文件名不允许的字符，将变成“${fixed}”。`,
  'LABEL-DUP': ({ text = '' }: Params) => `有两个按钮都叫“${text}”，操作人分不清，请改用不同的名称。`,
  'LABEL-LONG': ({ text = '', fits = '' }: Params) => `“${text}”超过 ${fits} 字，显示时可能被截断，请缩短。`,
  'ID-BAD': ({ name = '' }: Params) => `“${name}”不是有效的编号：不能含空格和 / ? # % \\ 等字符，最多 120 个字符。`,
  'CALL-OFF': ({ name = '' }: Params) => `动作流“${name}”已停用，事件发生时不会运行。请启用它或换一个。`,
  'CALL-DUP': ({ name = '' }: Params) => `同一事件已触发“${name}”，重复的规则不会再运行一遍，可以删除。`,
  'OP-NO-STOP': () => '到了这一时机已不能拦住提交，此检查不会有作用。请改为节点“之后”或出口“之前”。',
  'OP-NO-PASS': ({ reason = '' }: Params) =>
    reason === 'tooLate'
      ? '同一时机还有“静默签”：静默签在检查通过后才执行，此处不起作用。请移到更早的位置，或删除它：轮到时会自动签署。'
      : '同一时机还有“静默签”：检查先于静默签，提交被拦住后静默签不会执行，永远无法通过。请把静默签移到更早的位置。',
  'OP-LATE': () => '流程到归档就结束了，此操作不会有作用。请移到归档之前的节点或出口。',
  'OP-NEEDS': ({ reason = '' }: Params) =>
    reason === 'downloadField'
      ? '还没有设置“文件下载至表单字段”，没有可写入的地方。'
      : '没有开启静默签的签署方，此操作不会有作用。',
  'FILL-PLACE': () => '勾选框和备注要按坐标、关键字或 PDF 表单域定位，请更换定位方式。',
  'FILL-SILENT': () => '静默签的签署方无法填写必填内容，会签不了。请改为选填，或换一个签署方。',
  CAPABILITY: ({ capability = '' }: Params) =>
    `所选服务商不支持${capabilities[capability] ?? capability}，请更换服务商或调整此项。`,
};

export type MappingProblemMessages = Record<keyof typeof mappingProblemsZhCn, (params: Params) => string>;
