using System.Collections;
using Harness.Fixtures.Catalog;
using Harness.Mocks.Server;

namespace Harness.Mocks.Testing;

/// <summary>The accounts that a mock knows from the start, by role.</summary>
public sealed class MockAccounts : IReadOnlyCollection<MockAccount>
{
    private readonly List<MockAccount> _all;

    internal MockAccounts(MockHost host) =>
        _all = [.. host.Slugs.SelectMany(slug => ProtocolCatalog.Embedded.Find(slug)!.Accounts.Select(account => new MockAccount(slug, account, host)))];

    /// <inheritdoc/>
    public int Count => _all.Count;

    /// <summary>The account of that role, of the first protocol that has it.</summary>
    /// <exception cref="KeyNotFoundException">There is none: the message names those there are.</exception>
    public MockAccount this[string role] => Find(role, _all);

    /// <summary>The account of that role of one protocol.</summary>
    /// <inheritdoc cref="this[string]" path="/exception"/>
    public MockAccount this[string slug, string role] => Find(role, [.. _all.Where(account => account.Protocol == slug)]);

    /// <inheritdoc/>
    public IEnumerator<MockAccount> GetEnumerator() => _all.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static MockAccount Find(string role, List<MockAccount> among) =>
        among.Find(account => account.Role == role) ?? throw new KeyNotFoundException($"no account has the role '{role}'; there {(among.Count == 0 ? "are none" : "are " + string.Join(", ", among))}");
}
