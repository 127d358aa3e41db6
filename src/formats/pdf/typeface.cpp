#include "formats/pdf/typeface.h"

#include <hb-ot.h>
#include <hb-subset.h>
#include <hb.h>

namespace hoshirube::pdf {

namespace {

template <typename T, void (*destroy)(T*)>
struct Owned {
    explicit Owned(T* p) : pointer(p) {}
    ~Owned() { destroy(pointer); }
    Owned(const Owned&) = delete;
    Owned& operator=(const Owned&) = delete;
    T* pointer;
};
using Blob = Owned<hb_blob_t, hb_blob_destroy>;
using Face = Owned<hb_face_t, hb_face_destroy>;
using Font = Owned<hb_font_t, hb_font_destroy>;
using Buffer = Owned<hb_buffer_t, hb_buffer_destroy>;
using Input = Owned<hb_subset_input_t, hb_subset_input_destroy>;
using Draw = Owned<hb_draw_funcs_t, hb_draw_funcs_destroy>;

constexpr hb_tag_t kCff = HB_TAG('C', 'F', 'F', ' ');
constexpr int kUnits = 1000;

// Only the outlines go into a PDF: everything that lays text out is done here.
constexpr hb_tag_t kDropped[] = {HB_TAG('G', 'S', 'U', 'B'), HB_TAG('G', 'P', 'O', 'S'), HB_TAG('G', 'D', 'E', 'F'),
                                 HB_TAG('B', 'A', 'S', 'E'), HB_TAG('V', 'O', 'R', 'G'), HB_TAG('v', 'h', 'e', 'a'),
                                 HB_TAG('v', 'm', 't', 'x'), HB_TAG('n', 'a', 'm', 'e'), HB_TAG('O', 'S', '/', '2'),
                                 HB_TAG('p', 'o', 's', 't'), HB_TAG('D', 'S', 'I', 'G')};

Error unusable() { return invalid("pdf.font_unusable"); }

std::string postscript_name(hb_face_t* face) {
    char text[128];
    unsigned size = sizeof text;
    hb_ot_name_get_utf8(face, HB_OT_NAME_ID_POSTSCRIPT_NAME, HB_LANGUAGE_INVALID, &size, text);
    std::string name;
    for (const char c : std::string_view(text, size))
        if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-') name += c;
    return name.empty() ? "Font" : name;
}

void add_stroke(void* strokes, Stroke stroke) { static_cast<std::vector<Stroke>*>(strokes)->push_back(stroke); }

} // namespace

struct Typeface::Parts {
    Parts(hb_blob_t* b, hb_face_t* f) : blob(b), face(f), font(hb_font_create(f)), name(postscript_name(f)) {
        hb_font_set_scale(font.pointer, kUnits, kUnits);
    }
    Blob blob;
    Face face;
    Font font;
    std::string name;
};

Typeface::Typeface(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Typeface::~Typeface() = default;
Typeface::Typeface(Typeface&&) noexcept = default;
Typeface& Typeface::operator=(Typeface&&) noexcept = default;

Result<Typeface> Typeface::open(std::string_view bytes, unsigned index) {
    auto* blob = hb_blob_create(bytes.data(), static_cast<unsigned>(bytes.size()), HB_MEMORY_MODE_READONLY, nullptr, nullptr);
    auto parts = std::make_unique<Parts>(blob, hb_face_create(blob, index));
    const Blob cff(hb_face_reference_table(parts->face.pointer, kCff));
    if (hb_blob_get_length(cff.pointer) == 0) return unusable();
    return Typeface(std::move(parts));
}

std::vector<Glyph> Typeface::shape(std::string_view utf8) const {
    const Buffer buffer(hb_buffer_create());
    hb_buffer_add_utf8(buffer.pointer, utf8.data(), static_cast<int>(utf8.size()), 0, static_cast<int>(utf8.size()));
    hb_buffer_set_direction(buffer.pointer, HB_DIRECTION_LTR);
    hb_buffer_set_script(buffer.pointer, HB_SCRIPT_HAN); // One run: words of ours mix Kanji, kana and Latin in every line.
    hb_buffer_set_language(buffer.pointer, hb_language_from_string("ja", -1));
    const hb_feature_t features[] = {{HB_TAG('l', 'i', 'g', 'a'), 0, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END}};
    hb_shape(parts_->font.pointer, buffer.pointer, features, 1);
    unsigned count = 0;
    const auto* infos = hb_buffer_get_glyph_infos(buffer.pointer, &count);
    const auto* positions = hb_buffer_get_glyph_positions(buffer.pointer, &count);
    std::vector<Glyph> glyphs;
    glyphs.reserve(count);
    for (unsigned i = 0; i < count; ++i)
        glyphs.push_back({static_cast<std::uint16_t>(infos[i].codepoint), positions[i].x_advance, positions[i].x_offset,
                          positions[i].y_offset, infos[i].cluster});
    return glyphs;
}

const std::string& Typeface::name() const { return parts_->name; }

int Typeface::advance(std::uint16_t glyph) const { return hb_font_get_glyph_h_advance(parts_->font.pointer, glyph); }

std::vector<Stroke> Typeface::outline(std::uint16_t glyph) const {
    const Draw draw(hb_draw_funcs_create());
    hb_draw_funcs_set_move_to_func(
        draw.pointer,
        [](hb_draw_funcs_t*, void* out, hb_draw_state_t*, float x, float y, void*) {
            add_stroke(out, {'M', x, y});
        },
        nullptr, nullptr);
    hb_draw_funcs_set_line_to_func(
        draw.pointer,
        [](hb_draw_funcs_t*, void* out, hb_draw_state_t*, float x, float y, void*) {
            add_stroke(out, {'L', x, y});
        },
        nullptr, nullptr);
    hb_draw_funcs_set_cubic_to_func(
        draw.pointer,
        [](hb_draw_funcs_t*, void* out, hb_draw_state_t*, float x1, float y1, float x2, float y2, float x, float y, void*) {
            add_stroke(out, {'C', x, y, x1, y1, x2, y2});
        },
        nullptr, nullptr);
    hb_draw_funcs_set_close_path_func(
        draw.pointer,
        [](hb_draw_funcs_t*, void* out, hb_draw_state_t*, void*) {
            add_stroke(out, {'Z', 0, 0});
        },
        nullptr, nullptr);
    std::vector<Stroke> strokes;
    hb_font_get_glyph_shape(parts_->font.pointer, glyph, draw.pointer, &strokes);
    return strokes;
}

Result<std::string> Typeface::subset(const std::set<std::uint16_t>& glyphs) const {
    const Input input(hb_subset_input_create_or_fail());
    if (!input.pointer) return internal("hb_subset_input");
    auto* wanted = hb_subset_input_glyph_set(input.pointer);
    for (const auto glyph : glyphs) hb_set_add(wanted, glyph);
    auto* dropped = hb_subset_input_set(input.pointer, HB_SUBSET_SETS_DROP_TABLE_TAG);
    for (const auto tag : kDropped) hb_set_add(dropped, tag);
    hb_subset_input_set_flags(input.pointer, HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_NOTDEF_OUTLINE);
    const Face made(hb_subset_or_fail(parts_->face.pointer, input.pointer));
    if (!made.pointer) return unusable();
    const Blob cff(hb_face_reference_table(made.pointer, kCff));
    unsigned size = 0;
    const char* bytes = hb_blob_get_data(cff.pointer, &size);
    if (size == 0) return unusable();
    return std::string(bytes, size);
}

} // namespace hoshirube::pdf
