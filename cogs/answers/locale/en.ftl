feature-about = Questions and their answers: what waits, who helps, and how fast
