/** Other names that forms give to what a slot wants, by the id of the slot. */
export type Synonyms = Readonly<Record<string, readonly string[]>>;

/** What is shipped, in Chinese and English; a page may bring more. */
export const shippedSynonyms: Synonyms = {
  subject: ['合同名称', '文件名称', '协议名称', '标题', '主题', 'Contract name', 'Title', 'Subject'],
  organization: ['签约主体', '我方主体', '所属公司', '甲方', '甲方单位', 'Our company', 'Legal entity'],
  initiator: ['发起人', '经办人', '申请人', 'Applicant', 'Requester'],
  documents: ['合同文件', '合同附件', '合同正文', '签署文件', '待签文件', 'Contract file', 'Contract document'],
  signers: ['签署人', '签字人', '用印人', '甲方签署人', '我方签署人', 'Signer', 'Signatory'],
  sceneNumber: ['场景编号', '业务编号', 'Scene', 'Scene number'],
  remark: ['备注', '说明', '备注说明', 'Remarks', 'Notes'],
  deadline: ['截止日期', '签署截止日期', '签约截止日期', 'Due date', 'Deadline'],
  initiatorSeal: ['印章', '我方印章', '用印类型', 'Seal'],
  downloadInto: ['已签文件', '签署后文件', '盖章文件', '归档文件', 'Signed file', 'Signed files'],
  ccInternal: ['抄送人', '抄送', '知会人', 'CC'],
  ccExternal: ['外部抄送', '抄送手机', 'External CC'],
  partyName: ['供应商名称', '对方名称', '乙方', '乙方名称', '单位名称', 'Supplier', 'Counterparty', 'Party name'],
  partySigners: ['对方签署人', '乙方签署人', '签署人'],
  partySigner: ['签署人', 'Signer'],
  partyContact: ['供应商手机', '对方手机', '手机', '手机号', '联系电话', '邮箱', 'Mobile', 'Phone', 'E-mail'],
  dynamicOrder: ['顺序', '签署顺序', '序号', 'Order'],
  sealSubject: ['合同名称', '文件名称', '用印事由', '标题', 'Title', 'Subject'],
  applicant: ['用印人', '申请人', '经办人', 'Applicant'],
  fileType: ['文件类型', '合同类型', 'File type'],
  physicalSeals: ['印章', '用印类型', '印章类型', 'Seals'],
  useCount: ['用印次数', '盖章次数', '份数', 'Copies'],
  useCodeInto: ['用印码', 'Use code'],
  appendCount: ['补盖次数', '追加次数'],
  appendSeamCount: ['补盖骑缝次数', '追加骑缝次数'],
  appendCodeInto: ['补盖用印码', '追加用印码'],
};
