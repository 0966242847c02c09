export { createHttpHost } from '../api/http-host.js';
export { SealApply } from '../define/seal-apply.js';
