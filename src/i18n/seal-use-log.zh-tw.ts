// Written by `npm run i18n` from seal-use-log.zh-cn.ts; not edited by hand.
/** Texts of what stands beside a seal use: its photos, its time line, and what its register has no call for. */
export const sealUseLog = {
  photos: {
    heading: (count: number) => `用印照片（${count}）`,
    name: (position: number) => `照片 ${position}`,
    count: (count: number) => `${count} 張`,
    kinds: { face: '人臉照片', signatory: '用印照片', emergency: '應急用印照片' },
    all: '檢視全部',
    previous: '上一張',
    next: '下一張',
    full: '原始大小',
    close: '關閉',
    missing: '照片沒有載入成功，請檢查網路後重試。',
    retry: '重試',
    loading: '正在讀取照片…',
  },
  timeline: {
    heading: '用印記錄',
    none: '暫無記錄。',
    all: (count: number) => `顯示全部 ${count} 條`,
    kinds: {
      applied: '提交申請',
      appended: '追加次數',
      used: '用印',
      ended: '結束用印',
      photo: '上傳用印照片',
      smartUseCompleted: '智慧用印完成',
      filingCompleted: '檔案歸檔完成',
      autoEnded: '自動結束',
      terminated: '流程終止',
      rejected: '申請被駁回',
    },
    counts: (count: number, seamCount: number) =>
      [count ? `${count} 次` : '', seamCount ? `騎縫 ${seamCount} 次` : ''].filter(Boolean).join('，'),
  },
  limits: {
    heading: '不支援的操作',
    acts: { append: '追加次數', end: '結束用印' },
    reasons: {
      append: (service: string) => `${service}沒有開放追加次數的介面。請一次申請足夠的次數；不夠時另填一張用印表單。`,
      end: (service: string) =>
        `${service}沒有開放結束用印的介面。次數用完或在${service}中完成後，這裡會自動顯示為已完成。`,
    },
  },
};
