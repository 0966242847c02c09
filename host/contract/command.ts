#!/usr/bin/env node
import { readCommand, USAGE, type Command } from './options.js';
import { checkTable, leftLines, lineOf, summaryLine, summaryOf } from './report.js';
import { runContract } from './run.js';
import { Mismatch } from './verdict.js';

/** `esign-host-contract`: checks any backend that claims the contract. */
async function main(args: readonly string[]): Promise<number> {
  let command: Command;
  try {
    command = readCommand(args);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
    return 2;
  }
  if (command.kind === 'list') {
    process.stdout.write(`${checkTable()}\n`);
    return 0;
  }
  const { options, json } = command;
  try {
    const { findings, left } = await runContract(options, (finding) => {
      if (!json) process.stdout.write(`${lineOf(finding)}\n`);
    });
    const summary = summaryOf(findings);
    if (json)
      process.stdout.write(`${JSON.stringify({ baseUrl: options.baseUrl, summary, findings, left }, null, 2)}\n`);
    else process.stdout.write(`${leftLines(left)}${summaryLine(summary)}\n`);
    return summary.failed > 0 ? 1 : 0;
  } catch (error) {
    if (!(error instanceof Mismatch)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 2;
  }
}

process.exitCode = await main(process.argv.slice(2));
