#include "formats/pdf/object_file.h"

#include <cmath>

#include "base/hash.h"
#include "formats/deflate.h"

namespace hoshirube::pdf {

namespace {

constexpr std::size_t kPerStream = 200; // Objects packed together: a reader unpacks all to get one.

std::string dictionary(std::string_view entries, std::size_t length, bool is_deflated) {
    return "<< " + std::string(entries) + " /Length " + std::to_string(length) + (is_deflated ? " /Filter /FlateDecode" : "") +
           " >>";
}

std::string stream(std::string_view entries, std::string_view bytes, bool is_deflated) {
    const auto packed = is_deflated ? deflated(bytes) : std::string(bytes);
    return dictionary(entries, packed.size(), is_deflated) + "\nstream\n" + packed + "\nendstream";
}

void append_big_endian(std::string& out, std::size_t value, int bytes) {
    for (int i = bytes - 1; i >= 0; --i) out += static_cast<char>(value >> (8 * i));
}

struct Place { // Of one object, as a cross-reference stream names it.
    int type = 0;
    std::size_t where = 0, index = 0; // Type 1: offset. Type 2: the object stream's number, and the index in it.
};

} // namespace

int ObjectFile::reserve() {
    objects_.emplace_back();
    return static_cast<int>(objects_.size());
}

int ObjectFile::set(int number, std::string body) {
    objects_[static_cast<std::size_t>(number - 1)] = {std::move(body), true};
    return number;
}

int ObjectFile::set_stream(int number, std::string_view entries, std::string_view bytes, Packing packing) {
    return set_bare(number, stream(entries, bytes, packing == Packing::Deflated));
}

int ObjectFile::set_bare(int number, std::string body) {
    objects_[static_cast<std::size_t>(number - 1)] = {std::move(body), false};
    return number;
}

ObjectFile::Written ObjectFile::write(int root, int info) const {
    Written written;
    written.offsets.assign(objects_.size() + 1, 0);
    auto& out = written.bytes;
    out = "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n";
    std::vector<Place> places(objects_.size() + 1);
    const auto append = [&](std::size_t number, const std::string& body) {
        if (places.size() <= number) places.resize(number + 1);
        places[number] = {1, out.size(), 0};
        out += std::to_string(number) + " 0 obj\n" + body + "\nendobj\n";
    };
    for (std::size_t i = 0; i < objects_.size(); ++i) {
        if (objects_[i].is_packed) continue;
        written.offsets[i + 1] = out.size();
        append(i + 1, objects_[i].body);
    }
    std::size_t next = objects_.size() + 1;
    std::string head, bodies;
    std::size_t count = 0;
    const auto flush = [&] {
        if (count == 0) return;
        const auto entries = "/Type /ObjStm /N " + std::to_string(count) + " /First " + std::to_string(head.size());
        append(next++, stream(entries, head + bodies, true));
        head.clear();
        bodies.clear();
        count = 0;
    };
    for (std::size_t i = 0; i < objects_.size(); ++i) {
        if (!objects_[i].is_packed) continue;
        places[i + 1] = {2, next, count};
        head += std::to_string(i + 1) + " " + std::to_string(bodies.size()) + " ";
        bodies += objects_[i].body + "\n";
        if (++count == kPerStream) flush();
    }
    flush();
    places.resize(next + 1);
    const auto start = out.size();
    places[next] = {1, start, 0};
    std::string table;
    append_big_endian(table, 0, 1);
    append_big_endian(table, 0, 4);
    append_big_endian(table, 65535, 2);
    for (std::size_t i = 1; i <= next; ++i) {
        append_big_endian(table, static_cast<std::size_t>(places[i].type), 1);
        append_big_endian(table, places[i].where, 4);
        append_big_endian(table, places[i].index, 2);
    }
    const auto id = sha256_hex(out).substr(0, 32);
    const auto entries = "/Type /XRef /Size " + std::to_string(next + 1) + " /W [1 4 2] /Root " + reference(root) + " /Info " +
                         reference(info) + " /ID [<" + id + "> <" + id + ">]";
    out += std::to_string(next) + " 0 obj\n" + stream(entries, table, true) + "\nendobj\nstartxref\n" + std::to_string(start) +
           "\n%%EOF\n";
    return written;
}

std::string reference(int number) { return std::to_string(number) + " 0 R"; }

std::string literal(std::string_view utf8) {
    std::string units = "\xFE\xFF";
    for (std::size_t i = 0; i < utf8.size();) {
        const auto lead = static_cast<unsigned char>(utf8[i]);
        const std::size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        if (i + size > utf8.size()) break;
        unsigned point = size == 1 ? lead : lead & (0xFFU >> (size + 1));
        for (std::size_t k = 1; k < size; ++k) point = point << 6 | (static_cast<unsigned char>(utf8[i + k]) & 0x3FU);
        i += size;
        if (point < 0x10000) {
            append_big_endian(units, point, 2);
        } else {
            append_big_endian(units, 0xD800 + ((point - 0x10000) >> 10), 2);
            append_big_endian(units, 0xDC00 + ((point - 0x10000) & 0x3FF), 2);
        }
    }
    return "<" + to_hex(units) + ">";
}

std::string name(std::string_view ascii) { return "/" + std::string(ascii); }

std::string number_text(double value) {
    const auto hundredths = std::llround(value * 100);
    const auto whole = std::llabs(hundredths) / 100, rest = std::llabs(hundredths) % 100;
    std::string text = hundredths < 0 ? "-" : "";
    text += std::to_string(whole);
    if (rest == 0) return text;
    text += rest < 10 ? ".0" : ".";
    text += std::to_string(rest % 10 == 0 ? rest / 10 : rest);
    return text;
}

std::string deflated(std::string_view bytes) { return hoshirube::deflated(bytes, Wrapping::Zlib, 6); }

} // namespace hoshirube::pdf
