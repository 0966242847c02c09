import { sealUseSlotsZhCn } from './mapping-seal-use.zh-cn.js';

/** Name of a slot, and where its value shows at run time. `choices` name the values of a choice. */
export interface SlotWords {
  readonly name: string;
  readonly help: string;
  readonly choices?: Readonly<Record<string, string>>;
}

/** The slots by their id. */
export const mappingSlotsZhCn = {
  workflow: { name: '工作流路径', help: '此配置对该流程的所有新表单生效；一个流程只能有一份配置。' },
  provider: { name: '服务商', help: '由哪一家电子签署服务来创建和签署文件。只列出已绑定的服务商。' },
  binding: { name: '绑定服务', help: '连接服务商时使用的账号和地址。更换后只影响之后创建的文件。' },
  name: { name: '配置名称', help: '仅管理员可见，用于在配置列表中区分。' },
  enabled: { name: '启用', help: '停用的配置在运行时不做任何事，表单上也不显示电子用印页签。' },
  subject: { name: '文件主题', help: '签署人在待签列表和通知中看到的标题，填充后最多 200 字。' },
  organization: { name: '文件发起组织', help: '以哪家公司的名义发起签署，决定可用的印章。' },
  initiator: { name: '文件发起人', help: '在服务商一侧作为文件的发起人；默认是创建文件时的流程操作人。' },
  documents: { name: '签署文件', help: '创建文件时读取这些附件字段，按此顺序放入同一份签署任务。' },
  signingNodes: { name: '签署流程节点', help: '发起组织在这些节点签署：“签署文件”按钮在此显示。' },
  signers: { name: '签署人', help: '谁可以代表发起组织签署，任意一人签署即可。' },
  buttonField: { name: '文件操作按钮显示字段', help: '在签署和下载节点，按钮显示在这个字段上。' },
  sceneNumber: { name: '签署场景编号', help: '服务商侧的场景、分类或流程编号；不使用时留空。' },
  remark: { name: '流程备注', help: '显示在服务商侧的签署流程上，不是工作流的备注。' },
  deadline: { name: '签署截止日期', help: '过期后不能再签署，文件仍然有效；到期前会提醒签署人。' },
  fixedParties: { name: '固定签署方', help: '在下方逐个列出签署方，每份表单都相同。' },
  parties: { name: '签署方', help: '发起组织之外的签署方。顺序相同的签署方可同时签署。' },
  dynamic: { name: '动态签署方', help: '按明细表的行产生签署方，每行一个。' },
  dynamicParties: { name: '明细表签署方', help: '创建文件时，明细表的每一行成为一个签署方。' },
  createAt: {
    name: '创建文件节点/出口',
    help: '流程到达这些位置时创建签署文件。留空则在第一次点击“签署文件”或“设置位置”时创建。',
  },
  saveAsDraft: { name: '文件创建后保存为草稿', help: '创建后先不通知签署人，到“发起文件节点/出口”再发起。' },
  launchAt: { name: '发起文件节点/出口', help: '草稿在这些位置正式发起，必须在创建之后。' },
  order: {
    name: '签署顺序',
    help: '有序时，前一顺序全部签完，后一顺序才能签署。',
    choices: { unordered: '无序', ordered: '有序' },
  },
  initiatorAction: {
    name: '发起组织动作',
    help: '“发起并签署”时，发起组织也要在签署流程节点签署。',
    choices: { launch: '仅发起', launchAndSign: '发起并签署' },
  },
  initiatorOrder: { name: '发起组织的签署顺序', help: '有序签署时，发起组织排在第几位。' },
  initiatorSeal: { name: '发起组织的印章', help: '签署时预选的印章；静默签时必须指定。' },
  initiatorAutoSign: { name: '发起组织静默签', help: '轮到发起组织时由系统自动盖章，无需人工操作。' },
  placements: { name: '签署位置', help: '预先定好各签署方在文件上的位置；没有规则时由签署人自行拖放。' },
  submitWorkflow: { name: '签署完成后自动提交流程', help: '当前节点的签署人全部签署后，工作流自动提交到下一节点。' },
  recreate: {
    name: '原文件变更后重新创建',
    help: '文件创建后，若原文件或模板有改动，则撤回旧文件并重新创建，已有的签名作废；关闭时继续使用旧文件。',
  },
  hideSignAt: { name: '隐藏签署按钮的节点', help: '在这些节点不显示“签署文件”按钮。' },
  downloadableAt: { name: '可下载文件的节点/出口', help: '操作人只在这些位置看到“下载”按钮。' },
  downloadInto: { name: '文件下载至表单字段', help: '签署完成后，已签文件写入这个附件字段。' },
  namingRule: { name: '文件命名规则', help: '写入表单的已签文件的名称，不含扩展名；留空则用原文件名。' },
  directory: { name: '文件下载目录', help: '知识库目录的编号，已签文件同时存入该目录；留空则只写入表单字段。' },
  downloadCreator: { name: '下载文件创建人', help: '写入表单和目录的文件算作由谁创建；不设置时由 OA 决定。' },
  ccInternal: { name: '抄送人（内部）', help: '文件发起后通知这些人员，他们可以查看，但不签署。' },
  ccExternal: {
    name: '抄送人（外部）',
    help: '外部联系人的手机号或邮箱：绑定字段，或直接输入号码后回车；可添加多个。',
  },
  openTabAt: { name: '默认打开电子用印页签的节点', help: '操作人在这些节点打开表单时，首先看到电子用印页签。' },
  downloadOnlyCompleted: { name: '签署完成后才显示下载按钮', help: '未全部签完之前不允许下载。' },
  callbacks: {
    name: '回调设置',
    help: '文件发生下列事件时运行 OA 的动作流；同一事件可触发多个动作流，每次只运行一遍。',
  },
  operations: {
    name: '文件附加操作',
    help: '流程经过这些位置时自动执行，同一位置按列表的先后进行。',
  },
  dynamicTable: { name: '来源明细表', help: '这张明细表的每一行成为一个签署方。' },
  partyKind: {
    name: '签署方类型',
    help: '单位签署时由经办人代表单位盖章。',
    choices: { organization: '单位', person: '个人' },
  },
  partyScope: {
    name: '内部 / 外部',
    help: '内部签署方在流程节点中签署；外部签署方通过短信或邮件签署。',
    choices: { internal: '内部', external: '外部' },
  },
  partyName: { name: '签署方名称', help: '单位全称，或外部个人的真实姓名。' },
  partySigners: { name: '签署人', help: '谁可以代表该签署方签署，任意一人签署即可。' },
  partySigner: { name: '签署人', help: '明细行中的人员字段。' },
  partyContact: { name: '联系方式', help: '外部签署方接收签署通知的手机号或邮箱。' },
  partySigningNodes: { name: '签署节点', help: '该签署方在这些流程节点签署。' },
  partyOrder: { name: '签署顺序', help: '有序签署时从小到大；相同数字可同时签。' },
  dynamicOrder: { name: '签署顺序', help: '明细行中的数字字段；留空则按行的先后。' },
  partySeal: { name: '印章', help: '签署时预选的印章。' },
  partyAutoSign: { name: '静默签', help: '轮到该签署方时自动盖章，仅限本组织。' },
  tabName: { name: '自定义页签名称', help: '表单上电子用印页签的名称；留空则用默认名称。' },
  promptSigned: { name: '已签署时提示', help: '打开流程时，如果当前人已签署，显示即时提示。' },
  promptNotSigned: { name: '未签署时提示', help: '打开流程时，如果有待当前人签署的文件，显示即时提示。' },
  notSignedText: { name: '未签署提示内容', help: '留空则用默认内容。' },
  promptPositions: { name: '需设置位置时提示', help: '打开流程时，如果文件还需要设置签署位置，显示即时提示。' },
  labels: { name: '按钮显示名称', help: '每个按钮在各语言中的名称；留空则用灰色的默认名称。' },
  ...sealUseSlotsZhCn,
} satisfies Record<string, SlotWords>;

export type SlotId = keyof typeof mappingSlotsZhCn;
export type MappingSlotMessages = Record<SlotId, SlotWords>;
