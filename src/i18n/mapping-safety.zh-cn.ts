/** The words about what must not get lost: drafts, what could not be read, what another window stored, undoing at once. */
export const mappingSafetyZhCn = {
  draft: {
    found: (when: string, count: number) => `有未保存的更改（${when}，${count} 处）。`,
    moved: '此后配置又有了新版本，恢复时可逐项选择。',
    restore: '恢复',
    compare: '查看差异',
    discard: '丢弃',
    discarded: '已丢弃未保存的更改',
    broken: '有一份未保存的更改已无法读取，可以下载后交给管理员处理。',
    download: '下载文件',
    fileName: (name: string) => `${name} 未保存的更改.json`,
    more: (count: number) => `另外还有 ${count} 份。`,
    none: '没有冲突，两边的更改可以合并。',
    conflicts: (count: number) => `${count} 处两边都改了，请逐项选择：`,
    mine: '未保存的更改',
    theirs: '当前配置',
    take: '合并并恢复',
  },
  keeping: '浏览器存储空间已满或不可用，未保存的更改不会自动留存，请及时保存。',
  elsewhere: {
    clean: (version: number) => `此配置已在另一个窗口保存为第 ${version} 版。`,
    dirty: (version: number) => `此配置已在另一个窗口保存为第 ${version} 版，您在这里的更改还在。`,
    read: '读取最新',
    merge: '现在合并',
  },
  unread: {
    text: (parts: string) => `以下内容没有读取成功：${parts}。`,
    session: '您的权限（需要权限的设置暂时只能查看）',
    workflows: '流程列表',
    catalog: (name: string) => `“${name}”的印章和模板`,
    separator: '、',
    retry: '重新读取',
    retrying: '正在读取…',
  },
  dismiss: '知道了',
  toast: {
    undo: '撤销',
    close: '关闭',
    label: '可以撤销的操作',
  },
};

export type MappingSafetyMessages = typeof mappingSafetyZhCn;
