namespace Harness.Specs.Rules;

/// <summary>
/// The clauses that a fold needs, by what they are about, for folds that two documents share: each gives its own ids. Every string of a record
/// that derives from this is one of them.
/// </summary>
internal abstract record ClauseSet
{
    public IReadOnlyList<string> Ids =>
    [
        .. GetType().GetProperties()
            .Where(property => property.PropertyType == typeof(string))
            .Select(property => (string?)property.GetValue(this))
            .OfType<string>()
            .Distinct(),
    ];
}
