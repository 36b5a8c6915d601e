import fc from 'fast-check';

// Mutation testing compares runs: a mutant must not live or die by the cases that chance brought. Which case kills it
// interests nobody, so none is made smaller.
fc.configureGlobal({ seed: 20_260, endOnFailure: true });
