namespace Harness.Mocks.Scripting;

/// <summary>Collects what the rules do to one request: waits add up, the first outcome stands.</summary>
internal sealed class HttpVerdictBuilder
{
    private TimeSpan _wait;
    private HttpVerdict? _decided;

    public HttpVerdict Verdict => _decided ?? new HttpVerdict { Delay = _wait };

    public void Wait(TimeSpan time) => _wait += time;

    public void Decide(HttpOutcome outcome, HttpRejection? rejection = null) =>
        _decided ??= new HttpVerdict { Delay = _wait, Outcome = outcome, Rejection = rejection };
}
