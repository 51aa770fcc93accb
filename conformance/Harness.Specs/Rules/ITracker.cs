namespace Harness.Specs.Rules;

/// <summary>
/// Knowledge that several folds of a session share, such as what each connection has subscribed: it sees each frame before they do and
/// finds nothing itself.
/// </summary>
public interface ITracker
{
    void OnFrame(FrameView frame);
}
