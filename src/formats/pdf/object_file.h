#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace hoshirube::pdf {

// The objects of a PDF 1.7 file, written with object streams and a cross-reference stream. Bodies are finished PDF syntax.
//
// Source   ISO 32000-1, 7.3 to 7.5
class ObjectFile {
public:
    int reserve(); // The number of an object whose body comes later.
    int add(std::string body) { return set(reserve(), std::move(body)); }
    int set(int number, std::string body);
    // Deflated, unless it must be readable as it stands. `entries`: of its dictionary, without /Length and /Filter.
    enum class Packing { Deflated, Plain };
    int set_stream(int number, std::string_view entries, std::string_view bytes, Packing = Packing::Deflated);
    // An object whose place in the file matters: it is not packed with the others.
    int set_bare(int number, std::string body);

    struct Written {
        std::string bytes;
        std::vector<std::size_t> offsets; // Of bare objects and streams by number; 0 for the others.
    };
    // The file's identifier is a hash of its contents: the same contents, the same bytes.
    Written write(int root, int info) const;

private:
    struct Object {
        std::string body; // Of a bare object or stream: all between "obj" and "endobj".
        bool is_packed = true;
    };
    std::vector<Object> objects_;
};

std::string reference(int number);          // "12 0 R"
std::string literal(std::string_view utf8); // A text string: UTF-16BE in hexadecimal.
std::string name(std::string_view ascii);   // "/Name"
std::string number_text(double value);      // At most two decimals: a hundredth of a point.
std::string deflated(std::string_view bytes);

} // namespace hoshirube::pdf
