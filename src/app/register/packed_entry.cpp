#include "app/register/packed_entry.h"

#include <type_traits>

#include "base/hash.h"

namespace hoshirube {

namespace {

const Day kEpoch = Instant(0).tokyo_day();

std::uint64_t folded(std::int64_t value) { // Small numbers of either sign become small ones.
    return static_cast<std::uint64_t>(value) << 1 ^ static_cast<std::uint64_t>(value >> 63);
}
std::int64_t unfolded(std::uint64_t value) {
    return static_cast<std::int64_t>(value >> 1) ^ -static_cast<std::int64_t>(value & 1);
}

class Packer {
public:
    void number(std::int64_t value) {
        auto rest = folded(value);
        for (; rest >= 0x80; rest >>= 7) bytes += static_cast<char>(rest | 0x80);
        bytes += static_cast<char>(rest);
    }
    void text(std::string_view value) {
        number(static_cast<std::int64_t>(value.size()));
        bytes += value;
    }
    void day(Day value) { number(kEpoch.days_until(value)); }
    void optional_day(const std::optional<Day>& value) {
        number(value ? 1 : 0);
        if (value) day(*value);
    }
    std::string bytes;
};

class Unpacker {
public:
    explicit Unpacker(std::string_view bytes) : rest_(bytes) {}
    std::int64_t number() {
        std::uint64_t value = 0;
        for (int shift = 0;; shift += 7) {
            CHECK(!rest_.empty() && shift < 64);
            const auto byte = static_cast<unsigned char>(rest_.front());
            rest_.remove_prefix(1);
            value |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
            if (byte < 0x80) return unfolded(value);
        }
    }
    std::string_view view() {
        const auto size = static_cast<std::size_t>(number());
        CHECK(size <= rest_.size());
        const auto text = rest_.substr(0, size);
        rest_.remove_prefix(size);
        return text;
    }
    std::string text() { return std::string(view()); }
    int small() { return static_cast<int>(number()); }
    Day day() { return kEpoch.plus_days(small()); }
    std::optional<Day> optional_day() { return number() == 0 ? std::nullopt : std::optional(day()); }

private:
    std::string_view rest_;
};

// In half as many bytes as its hex digits.
std::string half(const std::string& hex) {
    const auto value = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
    std::string bytes;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2) bytes += static_cast<char>(value(hex[i]) * 16 + value(hex[i + 1]));
    return bytes;
}

void pack(Packer& out, const Certificate& c) {
    out.number(c.number);
    out.text(c.official_number);
    out.number(c.star);
    out.text(c.edition);
    out.text(c.scope.kind);
    out.text(c.scope.description);
    out.text(c.scope.description_en);
    out.day(c.registered_on);
    out.day(c.last_valid_day);
    out.text(half(c.seal));
    out.number(static_cast<int>(c.standing.kind));
    out.optional_day(c.standing.since_on);
    out.optional_day(c.standing.until_on);
}

enum class Seals { Read, LeftOut };

// In braces, so that they are read in this order.
Certificate unpack(Unpacker& in, const std::string& corporate_number, Seals seals) {
    return {{},
            in.number(),
            in.text(),
            {},
            {},
            corporate_number,
            {},
            {},
            in.small(),
            in.text(),
            {in.text(), in.text(), in.text()},
            in.day(),
            in.day(),
            seals == Seals::Read ? to_hex(in.view()) : (in.view(), std::string()),
            {},
            {static_cast<Standing::Kind>(in.small()), in.optional_day(), in.optional_day()}};
}

void unpack_all(Unpacker& in, const std::string& corporate_number, Seals seals, std::vector<Certificate>& out) {
    for (auto left = in.number(); left > 0; --left) out.push_back(unpack(in, corporate_number, seals));
}

constexpr int kNames = 5; // Between a firm's number and whether it is invented.

} // namespace

std::string pack(const RolledEntry& rolled) {
    const auto& o = rolled.entry.organisation;
    Packer out;
    out.text(rolled.names);
    for (const auto* text :
         {&o.corporate_number, &o.legal_name, &o.legal_name_kana, &o.trade_name, &o.legal_name_en, &o.prefecture})
        out.text(*text);
    out.number(o.is_invented ? 1 : 0);
    out.number(static_cast<std::int64_t>(rolled.entry.certificates.size()));
    for (const auto& certificate : rolled.entry.certificates) pack(out, certificate);
    return std::move(out.bytes);
}

RegisterEntry unpack(std::string_view packed) {
    Unpacker in(packed);
    in.view();
    RegisterEntry entry{
        {{}, in.text(), in.text(), in.text(), in.text(), in.text(), in.text(), {}, 0, {}, in.number() != 0, Instant(0), 0}, {}};
    unpack_all(in, entry.organisation.corporate_number, Seals::Read, entry.certificates);
    return entry;
}

void add_certificates(std::string_view packed, std::vector<Certificate>& out) {
    Unpacker in(packed);
    in.view();
    const auto corporate_number = in.text();
    for (int name = 0; name < kNames; ++name) in.view();
    in.number();
    unpack_all(in, corporate_number, Seals::LeftOut, out);
}

std::string_view names_of(std::string_view packed) { return Unpacker(packed).view(); }

} // namespace hoshirube
