import fc from 'fast-check';

// Mutation testing compares runs: a mutant must not live or die by the cases that chance brought.
fc.configureGlobal({ seed: 20_260 });
