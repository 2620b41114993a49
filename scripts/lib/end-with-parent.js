// Loaded with `--import` into programs that are not ours. The operating system closes the channel to the parent when
// the parent ends, also by `kill -9`, and then nothing of Sluice may be left running. Workers that such a program forks
// inherit the `--import`, but their channel belongs to the program.
if (process.channel && process.env.SLUICE_PARENT === String(process.ppid)) {
  process.once('disconnect', () => process.exit(1));
  // A listener keeps the channel, and with it a finished program, alive.
  process.channel.unref();
}
