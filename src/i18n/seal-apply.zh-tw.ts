// Written by `npm run i18n` from seal-apply.zh-cn.ts; not edited by hand.
import { sealUseStatusesZhTw } from './signing-status.zh-tw.js';

/** Texts of `<esign-seal-apply>`; this file is the source of their type. */
export const sealApply = {
  loading: '正在讀取用印資訊…',
  refresh: '重新整理',
  retry: '重試',
  status: sealUseStatusesZhTw,
  stateLine: '用印進度',
  screens: {
    unassigned: '尚未指定要顯示的表單。',
    notConfigured: '此流程沒有啟用物理用印',
    notConfiguredHint: '如需在此流程中使用實體印章，請聯絡簽章管理員完成物理用印設定。',
    empty: '還沒有用印申請',
    emptyHint: '流程到達用印申請節點後，會在這裡顯示用印碼和剩餘次數。',
    forbidden: '您無權檢視此處的用印資訊',
    failed: '用印資訊讀取失敗',
  },
  fields: {
    subject: '用印主題',
    applicant: '申請人',
    fileType: '檔案型別',
    seals: '物理印章',
    count: '用印次數',
    appliedAt: '申請時間',
  },
  draft: {
    heading: '申請用印',
    hint: '以下內容來自表單，確認後即向印章管理系統提交申請。',
    missing: '（表單未填）',
    countHint: '1 至 9999 之間的整數',
    apply: '提交用印申請',
    applying: '正在提交…',
    earlier: (status: string, note: string) =>
      note ? `上一次用印申請${status}，說明：${note}。您可以重新申請。` : `上一次用印申請${status}，您可以重新申請。`,
    problems: '請先在表單中補全以下內容：',
  },
  slots: {
    'P-02': '用印主題',
    'P-03': '申請人',
    'P-04': '檔案型別',
    'P-05': '物理印章',
    'P-06': '用印次數',
  } as Readonly<Record<string, string>>,
  meter: {
    uses: '用印',
    seam: '騎縫章',
    remaining: '剩餘',
    summary: (used: number, approved: number) => `已用 ${used} / 共 ${approved} 次`,
    spoken: (name: string, used: number, approved: number, remaining: number) =>
      `${name}：已用 ${used} 次，共批准 ${approved} 次，剩餘 ${remaining} 次`,
    appended: (count: number) => `含追加 ${count} 次`,
  },
  codes: {
    heading: '用印碼',
    none: '用印碼尚未下發，審批通過後顯示。',
    hint: '取章時向印章管理員出示最新的用印碼。',
    newest: '最新',
    spokenHidden: (position: number) => `第 ${position} 個用印碼，已隱藏`,
    show: '顯示',
    hide: '隱藏',
    copy: '複製',
    qr: 'QR Code',
    qrLabel: '用印碼的QR Code',
    qrMissing: 'QR Code沒有載入成功，請直接出示或複製用印碼。',
    copied: '已複製',
    copyByHand: '瀏覽器不允許自動複製，已選中用印碼，請按 Ctrl+C 複製。',
  },
  photos: {
    owed: (count: number) => `還缺 ${count} 張用印照片。請到印章機補拍，補齊之前不能再申請用印。`,
    blocks: (subject: string, count: number) =>
      `您之前的用印「${subject}」還缺 ${count} 張照片。請先到印章機補拍，再點「重新整理」後提交申請。`,
  },
  append: {
    open: '追加次數',
    heading: '追加用印次數',
    count: '追加用印次數',
    seamCount: '追加騎縫章次數',
    reason: '追加原因',
    reasonHint: '例如：合同增加一式兩份',
    countProblem: '請填寫 0 至 9999 之間的整數',
    sumProblem: '兩項次數不能同時為 0',
    reasonProblem: '請填寫原因（200 字以內）',
    submit: '提交追加',
  },
  end: {
    open: '結束用印',
    heading: '結束本次用印？',
    warning: (remaining: number) =>
      remaining > 0
        ? `還有 ${remaining} 次沒有使用。結束後用印碼立即失效，且不能恢復。`
        : '結束後不能再追加次數，且不能恢復。',
    reason: '結束原因',
    reasonHint: '例如：合同已全部用印完畢',
    reasonProblem: '請填寫原因（200 字以內）',
    submit: '確認結束',
  },
  cancel: '取消',
  sending: '正在提交…',
  announced: {
    apply: '用印申請已提交。',
    append: '追加申請已提交。',
    end: '用印已結束。',
  },
};
