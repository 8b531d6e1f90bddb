// Holdfast in a process of its own, so that what it costs can be told from what the bench costs.
// The bundle is that of the measure; the task comes over IPC, and what was found goes back.
const { fanOut } = await import(process.argv[2] ?? '');
process.once('message', async (task) => {
  process.send?.(await fanOut(task), () => process.exit(0));
});
