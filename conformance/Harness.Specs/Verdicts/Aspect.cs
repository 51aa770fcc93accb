namespace Harness.Specs.Verdicts;

/// <summary>Which part of an implementation a finding is about: many behave well and only end badly.</summary>
public enum Aspect
{
    Behaviour,

    /// <summary>How a connection was ended: code, reason, moment, manner.</summary>
    Close,
}
