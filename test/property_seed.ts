// Properties try the same cases on every run, so that the suite says the same twice; PROPERTY_SEED=7 tries others.
import fc from 'fast-check';

fc.configureGlobal({ seed: Number(process.env['PROPERTY_SEED'] ?? 20_261_031) });
