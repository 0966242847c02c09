/** For a server that mounts the host by itself: the log and the metrics that the production entry uses. */
export { createLog, type LogLevel } from './log.js';
export { createPrometheus, type Prometheus } from './prometheus.js';
