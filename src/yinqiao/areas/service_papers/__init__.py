"""What an applicant takes home of a case: application, acceptance slip, notice, refusal, result; no tables."""
