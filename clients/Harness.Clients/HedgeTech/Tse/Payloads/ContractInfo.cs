namespace Harness.Clients.HedgeTech.Tse.Payloads;

/// <summary>Section 6.6: facts of a derivative.</summary>
/// <param name="OpenInterest">Open contracts.</param>
/// <param name="InitialMargin">Margin to open one contract.</param>
/// <param name="RequiredMargin">Margin to keep one contract.</param>
public sealed record ContractInfo(long OpenInterest, decimal InitialMargin, decimal RequiredMargin) : TsePayload;
