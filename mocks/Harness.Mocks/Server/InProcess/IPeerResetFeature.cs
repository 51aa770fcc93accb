namespace Harness.Mocks.Server.InProcess;

/// <summary>A connection without a socket that can all the same be broken as by a TCP reset.</summary>
internal interface IPeerResetFeature
{
    void Reset();
}
