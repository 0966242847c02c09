import { sealUseStatusesZhCn } from './signing-status.zh-cn.js';

/** Texts of `<esign-seal-apply>`; this file is the source of their type. */
export const sealApply = {
  loading: '正在读取用印信息…',
  refresh: '刷新',
  retry: '重试',
  status: sealUseStatusesZhCn,
  stateLine: '用印进度',
  screens: {
    unassigned: '尚未指定要显示的表单。',
    notConfigured: '此流程没有启用物理用印',
    notConfiguredHint: '如需在此流程中使用实体印章，请联系签章管理员完成物理用印设置。',
    empty: '还没有用印申请',
    emptyHint: '流程到达用印申请节点后，会在这里显示用印码和剩余次数。',
    forbidden: '您无权查看此处的用印信息',
    failed: '用印信息读取失败',
  },
  fields: {
    subject: '用印主题',
    applicant: '申请人',
    fileType: '文件类型',
    seals: '物理印章',
    count: '用印次数',
    appliedAt: '申请时间',
  },
  draft: {
    heading: '申请用印',
    hint: '以下内容来自表单，确认后即向印章管理系统提交申请。',
    missing: '（表单未填）',
    countHint: '1 至 9999 之间的整数',
    apply: '提交用印申请',
    applying: '正在提交…',
    earlier: (status: string, note: string) =>
      note ? `上一次用印申请${status}，说明：${note}。您可以重新申请。` : `上一次用印申请${status}，您可以重新申请。`,
    problems: '请先在表单中补全以下内容：',
  },
  slots: {
    'P-02': '用印主题',
    'P-03': '申请人',
    'P-04': '文件类型',
    'P-05': '物理印章',
    'P-06': '用印次数',
  } as Readonly<Record<string, string>>,
  meter: {
    uses: '用印',
    seam: '骑缝章',
    remaining: '剩余',
    summary: (used: number, approved: number) => `已用 ${used} / 共 ${approved} 次`,
    spoken: (name: string, used: number, approved: number, remaining: number) =>
      `${name}：已用 ${used} 次，共批准 ${approved} 次，剩余 ${remaining} 次`,
    appended: (count: number) => `含追加 ${count} 次`,
  },
  codes: {
    heading: '用印码',
    none: '用印码尚未下发，审批通过后显示。',
    hint: '取章时向印章管理员出示最新的用印码。',
    newest: '最新',
    spokenHidden: (position: number) => `第 ${position} 个用印码，已隐藏`,
    show: '显示',
    hide: '隐藏',
    copy: '复制',
    qr: '二维码',
    qrLabel: '用印码的二维码',
    qrMissing: '二维码没有加载成功，请直接出示或复制用印码。',
    copied: '已复制',
    copyByHand: '浏览器不允许自动复制，已选中用印码，请按 Ctrl+C 复制。',
  },
  photos: {
    owed: (count: number) => `还缺 ${count} 张用印照片。请到印章机补拍，补齐之前不能再申请用印。`,
    blocks: (subject: string, count: number) =>
      `您之前的用印「${subject}」还缺 ${count} 张照片。请先到印章机补拍，再点「刷新」后提交申请。`,
  },
  append: {
    open: '追加次数',
    heading: '追加用印次数',
    count: '追加用印次数',
    seamCount: '追加骑缝章次数',
    reason: '追加原因',
    reasonHint: '例如：合同增加一式两份',
    countProblem: '请填写 0 至 9999 之间的整数',
    sumProblem: '两项次数不能同时为 0',
    reasonProblem: '请填写原因（200 字以内）',
    submit: '提交追加',
  },
  end: {
    open: '结束用印',
    heading: '结束本次用印？',
    warning: (remaining: number) =>
      remaining > 0
        ? `还有 ${remaining} 次没有使用。结束后用印码立即失效，且不能恢复。`
        : '结束后不能再追加次数，且不能恢复。',
    reason: '结束原因',
    reasonHint: '例如：合同已全部用印完毕',
    reasonProblem: '请填写原因（200 字以内）',
    submit: '确认结束',
  },
  cancel: '取消',
  sending: '正在提交…',
  announced: {
    apply: '用印申请已提交。',
    append: '追加申请已提交。',
    end: '用印已结束。',
  },
};

export type SealApplyMessages = typeof sealApply;
