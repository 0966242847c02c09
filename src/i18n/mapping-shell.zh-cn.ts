/** What the editor says before its own texts are there. */
export const mappingShellZhCn = {
  loading: '正在读取流程和配置……',
  failed: '编辑器未能加载',
  help: '请检查网络后重试。',
  retry: '重试',
};

export type MappingShellMessages = typeof mappingShellZhCn;
