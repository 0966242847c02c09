/** Texts of what stands beside a seal use: its photos, its time line, and what its register has no call for. */
export const sealUseLog = {
  photos: {
    heading: (count: number) => `用印照片（${count}）`,
    name: (position: number) => `照片 ${position}`,
    count: (count: number) => `${count} 张`,
    kinds: { face: '人脸照片', signatory: '用印照片', emergency: '应急用印照片' },
    all: '查看全部',
    previous: '上一张',
    next: '下一张',
    full: '原始大小',
    close: '关闭',
    missing: '照片没有加载成功，请检查网络后重试。',
    retry: '重试',
    loading: '正在读取照片…',
  },
  timeline: {
    heading: '用印记录',
    none: '暂无记录。',
    all: (count: number) => `显示全部 ${count} 条`,
    kinds: {
      applied: '提交申请',
      appended: '追加次数',
      used: '用印',
      ended: '结束用印',
      photo: '上传用印照片',
      smartUseCompleted: '智能用印完成',
      filingCompleted: '文件归档完成',
      autoEnded: '自动结束',
      terminated: '流程终止',
      rejected: '申请被驳回',
    },
    counts: (count: number, seamCount: number) =>
      [count ? `${count} 次` : '', seamCount ? `骑缝 ${seamCount} 次` : ''].filter(Boolean).join('，'),
  },
  limits: {
    heading: '不支持的操作',
    acts: { append: '追加次数', end: '结束用印' },
    reasons: {
      append: (service: string) => `${service}没有开放追加次数的接口。请一次申请足够的次数；不够时另填一张用印表单。`,
      end: (service: string) =>
        `${service}没有开放结束用印的接口。次数用完或在${service}中完成后，这里会自动显示为已完成。`,
    },
  },
};

export type SealUseLogMessages = typeof sealUseLog;
