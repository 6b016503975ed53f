/* Figures: passages with what is to be found in them, their links to sections and directives, and speed. */
#include <speecharchive/analysis.h>

#include <time.h>

#include "support.h"

/* PASSAGE, then each figure as "TEXT=VALUE~HIGH UNIT kind qualifier". */
static const struct {
    const char *passage;
    const char *figures;
} passages[] = {
    /* ---- units ---- */
    {"全年共投入8731万元，实施项目29个，新建校舍3.33万平方米。",
     "8731万元=87310000 元 money; 29个=29 个 count; 3.33万平方米=33300 平方米 measure"},
    {"局里拿出20余万元，惠及1700余名学生，发放材料10万多封。",
     "20余万元=200000 元 money approx; 1700余名=1700 名 count approx; 10万多封=100000 封 count approx"},
    {"参加高考867人，上线率99.5％，比上年提高2.5个百分点。",
     "867人=867 人 count; 99.5％=99.5 % percent; 2.5个百分点=2.5 个百分点 percent"},
    {"完成讲座400场次，培训4500人次，走访2.6万户次，演练12期次。",
     "400场次=400 场次 count; 4500人次=4500 人次 count; 2.6万户次=26000 户次 count; 12期次=12 期次 count"},
    {"发电量３２．５亿千瓦时，装机６００万千瓦，原煤１，２００万吨。",
     "３２．５亿千瓦时=3250000000 千瓦时 measure; ６００万千瓦=6000000 千瓦 measure; "
     "１，２００万吨=12000000 吨 measure"},
    {"水库可灌溉三万五千亩，公路长二百七十一公里，渠深两米。",
     "三万五千亩=35000 亩 measure; 二百七十一公里=271 公里 measure; 两米=2 米 measure"},
    {"补助标准为每年560元/人，排放低于50毫克/立方米，流量3000辆/小时。",
     "560元/人=560 元/人 money; 50毫克/立方米=50 毫克/立方米 measure under; 3000辆/小时=3000 辆/小时 measure"},
    {"建成3.8万套（间）住房，购置医疗设备240台（套）。",
     "3.8万套（间）=38000 套（间） count; 240台（套）=240 台（套） count"},
    {"仓库保持4℃，带宽升到100Mbps，存储2.5PB，算力300P。",
     "4℃=4 ℃ measure; 100Mbps=100 Mbps measure; 2.5PB=2.5 PB measure; 300P=300 P measure"},
    {"进口额达500万美元，出口额3000万港元，另付8亿元人民币。",
     "500万美元=5000000 美元 money; 3000万港元=30000000 港元 money; 8亿元=800000000 元 money"},
    {"门票卖￥30，海外售$12.5，港店卖HK$ 99。",
     "￥30=30 ¥ money; $12.5=12.5 $ money; HK$ 99=99 HK$ money"},
    {"车速每小时80公里，电压220千伏，误差不到3毫米。",
     "80公里=80 公里 measure; 220千伏=220 千伏 measure; 3毫米=3 毫米 measure under"},
    {"改造老旧小区1.1万个，惠及群众约30万户，拆除棚屋五百间。",
     "1.1万个=11000 个 count; 30万户=300000 户 count approx; 五百间=500 间 count"},
    {"医院有床位1200张，接生三百二十名婴儿，血库存血三百升。",
     "1200张=1200 张 count; 三百二十名=320 名 count; 三百升=300 升 measure"},
    /* ---- chinese ---- */
    {"我市人口二百七十一万，全年产粮三亿五千万斤，生猪出栏四十八万头。",
     "二百七十一万=2710000 count; 三亿五千万斤=350000000 斤 measure; 四十八万头=480000 头 count"},
    {"工业总产值增长百分之三点五，棉纱增长百分之十五，利润增长三成。",
     "百分之三点五=3.5 % percent; 百分之十五=15 % percent; 三成=30 % percent"},
    {"产量翻了两番，出口增长一点四倍，成本只有原来的五分之二，工期缩短了一半。",
     "两番=2 番 ratio; 一点四倍=1.4 倍 ratio; 五分之二=0.4 ratio; 一半=0.5 ratio"},
    {"一九五六年产钢四百四十五万吨，一九六○年要达到一千八百万吨。",
     "四百四十五万吨=4450000 吨 measure; 一千八百万吨=18000000 吨 measure"},
    {"全县二十八个公社，一千一百八十五个生产队，劳力十二万五千人。",
     "二十八个=28 个 count; 一千一百八十五个=1185 个 count; 十二万五千人=125000 人 count"},
    {"次品率控制在千分之三以内，减产不足三成，超产一倍半。",
     "千分之三=3 ‰ percent under; 三成=30 % percent under; 一倍半=1.5 倍 ratio"},
    {"廿五名学员，卅六个村，两百点五公里。",
     "廿五名=25 名 count; 卅六个=36 个 count; 两百点五公里=200.5 公里 measure"},
    /* ---- traditional ---- */
    {"政府撥款10萬元，資助約三成學生，每人每月兩千五百元。",
     "10萬元=100000 元 money; 三成=30 % percent approx; 兩千五百元=2500 元 money"},
    {"年滿二十歲至四十五歲者，須於30日內登記，罰款三萬元以上五萬元以下。",
     "二十歲至四十五歲=20~45 歲 duration; 30日=30 日 duration; 三萬元=30000 元 money over; "
     "五萬元=50000 元 money under"},
    {"本會審議五項議案，合計１，２３４億元，已執行八成五。",
     "五項=5 項 count; １，２３４億元=123400000000 元 money; 八成五=85 % percent"},
    {"共處理了5 900宗申請，涉及12 345 678元。",
     "5 900宗=5900 宗 count; 12 345 678元=12345678 元 money"},
    /* ---- ranges ---- */
    {"校长每届任期3-5年，每校派3至5个人，补助2000—3000元。",
     "3-5年=3~5 年 duration; 3至5个=3~5 个 count; 2000—3000元=2000~3000 元 money"},
    {"经济增长百分之三到百分之五，利润率5%～8%，投资30-50万元。",
     "百分之三到百分之五=3~5 % percent; 5%～8%=5~8 % percent; 30-50万元=300000~500000 元 money"},
    {"学费从3万元至5万元不等，班额四十到四十五人，赛程1到2个月。",
     "3万元至5万元=30000~50000 元 money; 四十到四十五人=40~45 人 count; 1到2个月=1~2 个月 duration"},
    {"二三十个村，三四百户，七八个人，两三年，十五六岁，两、三家。",
     "二三十个=20~30 个 count; 三四百户=300~400 户 count; 七八个=7~8 个 count; 两三年=2~3 年 duration; "
     "十五六岁=15~16 岁 duration; 两、三家=2~3 家 count"},
    {"明年增长5%-5.5%，新增就业8万至10万人，气温零下。",
     "5%-5.5%=5~5.5 % percent; 8万至10万人=80000~100000 人 count"},
    /* ---- qualifiers ---- */
    {"投入约30亿元，近万人参加，超过百家，不足三成，突破万亿元。",
     "30亿元=3000000000 元 money approx; 万人=10000 人 count under; 三成=30 % percent under; "
     "万亿元=1000000000000 元 money over"},
    {"增速在10%以上，班额40人以内，价格200元左右，年满60岁及以上。",
     "10%=10 % percent over; 40人=40 人 count under; 200元=200 元 money approx; 60岁=60 岁 duration over"},
    {"不少于两次，至少上一节示范课，每周不超过3小时，最多补5000元。",
     "两次=2 次 count over; 一节=1 节 count over; 3小时=3 小时 duration under; 5000元=5000 元 money under"},
    {"降幅低于2%，入学率不低于95%，成活率达到90%以上，逾五百人受益。",
     "2%=2 % percent under; 95%=95 % percent over; 90%=90 % percent over; 五百人=500 人 count over"},
    {"近三年投入三亿元，近30名干部参加，用了将近五年时间。",
     "三年=3 年 duration; 三亿元=300000000 元 money; 30名=30 名 count under; 五年=5 年 duration under"},
    {"八十多岁老人、三百来人、一年多时间、五千元有余、十余年。",
     "八十多岁=80 岁 duration approx; 三百来人=300 人 count approx; 一年多=1 年 duration approx; "
     "五千元=5000 元 money approx; 十余年=10 年 duration approx"},
    {"一千多万元、二十几亿斤、500余万人。",
     "一千多万元=10000000 元 money approx; 二十几亿斤=2000000000 斤 measure approx; 500余万人=5000000 人 count approx"},
    /* ---- masks ---- */
    {"完成投入*亿元，覆盖×所学校，培训xxx万多人，达标率*%。",
     "*亿元=masked 元 money; ×所=masked 所 count; xxx万多人=masked 人 count approx; *%=masked % percent"},
    {"总投资--万元，新增……个项目，提高--个百分点，×余人次。",
     "--万元=masked 元 money; ……个=masked 个 count; --个百分点=masked 个百分点 percent; "
     "×余人次=masked 人次 count approx"},
    {"补贴*元-*元，培育*-*个品牌，为期*年，集中*个月。",
     "*元-*元=masked 元 money; *-*个=masked 个 count; *年=masked 年 duration; *个月=masked 个月 duration"},
    {"*月*日在×市召开，×局长出席，省委×届×次全会，市*届*次会议。",
     ""},
    {"在*年*市会议上，2***年以来，去年*月份。",
     ""},
    {"XX年以来，xx教育局表彰XX同志，_现代化先行市。",
     ""},
    /* ---- ratio ---- */
    {"师生比为1:4，男女比例１∶１．０５，三次产业比为8.7∶41.2∶50.1。",
     "1:4=0.25 : ratio; １∶１．０５=0.952380952380952381 : ratio; 8.7∶41.2∶50.1=? : ratio"},
    {"三分之二的学校达标，完成投资的1/3，占四分之一以上，其中近一半是新生。",
     "三分之二=0.666666666666666667 ratio; 1/3=0.333333333333333333 ratio; 四分之一=0.25 ratio over"},
    {"上午9:30开会，14：05散会，比分早已不记得。",
     ""},
    /* ---- ranks ---- */
    {"考核居全市第五位，总量排名全省第三、中部第一。",
     "第五位=5 位 rank; 第三=3 rank; 第一=1 rank"},
    {"获得第二名的好成绩，跻身全国前50位，稳居全省前三。",
     "第二名=2 名 rank; 50位=50 位 rank; 三=3 rank"},
    {"第一中学、第二批、第三次会议、第五条、第一时间、第一产业。",
     ""},
    {"坚持把安全放在第一位，第一，要学习；第二阶段已开始。",
     ""},
    /* ---- excluded ---- */
    {"统一思想，两会期间，年过半百，“十四五”规划，党的十九大，十分重要。",
     ""},
    {"2024年9月10日，98年8月，二〇二四年，十二月三日，上半年，三季度。",
     ""},
    {"推广4G和5G网络，建设A4展厅，PM2.5浓度，国道G318线，B-52号。",
     ""},
    {"落实“两个维护”、“三会一课”、“六个一”活动和“双减”。",
     ""},
    {"千方百计、四面八方、三心二意、万无一失、一心一意、千家万户。",
     ""},
    {"下面，我讲三点意见。一方面抓学习，要做好以下五项工作。",
     ""},
    {"一个单位、一批项目、一系列措施、一定要、一些人、这一年。",
     ""},
    {"按照〔2018〕12号文件，电话0451-82345678，邮编150001。",
     ""},
    {"几十万人、数百名干部、成千上万、上百个村。",
     ""},
    {"一年来，过去一年的工作，每天锻炼一小时，每人每周读一篇文章。",
     "一年=1 年 duration; 一年=1 年 duration; 一小时=1 小时 duration; 一篇=1 篇 count"},
    {"九年一贯制学校、三年级学生、七十年代、二十一世纪、第三世界。",
     ""},
    {"每千人口、每万元产值、每百户拥有量，《三年行动计划》和《二十条》。",
     ""},
    /* ---- halves ---- */
    {"用半年时间，花了两个半小时，历时一年半，半数以上村庄，三倍半。",
     "半年=0.5 年 duration; 两个半小时=2.5 小时 duration; 一年半=1.5 年 duration; 半数=0.5 ratio over; "
     "三倍半=3.5 倍 ratio"},
    /* ---- ages ---- */
    {"建党100周年，建校八十五周年，学校有105年历史，百年来。",
     "100周年=100 周年 duration; 八十五周年=85 周年 duration; 105年=105 年 duration; 百年=100 年 duration"},
    {"百万师生、千万人口、人口突破1200万、GDP过万亿。",
     "百万=1000000 count; 千万=10000000 count; 1200万=12000000 count over; 万亿=1000000000000 money over"},
    {"大于20小于等于35的数，超过80，不少于3。",
     "20=20 count over; 35=35 count under; 80=80 count over; 3=3 count over"},
    /* ---- more ---- */
    {"计划投资1.5 万元，29 个项目，３０ ％以上。",
     "1.5 万元=15000 元 money; 29 个=29 个 count; ３０ ％=30 % percent over"},
    {"增长8%，其中三产增长12.5%，高出全省0.8个百分点。",
     "8%=8 % percent; 12.5%=12.5 % percent; 0.8个百分点=0.8 个百分点 percent"},
    {"从2019年到2023年五年间，跨过5000亿元、6000亿元两个台阶。",
     "五年=5 年 duration; 5000亿元=500000000000 元 money over; 6000亿元=600000000000 元 money; 两个=2 个 count"},
    {"先后3次获奖，连续5年第一，今明两年再建14所。",
     "3次=3 次 count; 5年=5 年 duration; 两年=2 年 duration; 14所=14 所 count"},
    {"五项承诺和六条禁令，三支队伍，两所学校，村镇两级。",
     "五项=5 项 count; 六条=6 条 count; 三支=3 支 count; 两所=2 所 count; 两级=2 级 count"},
    {"省里把三年任务两年干完，用三个月突击。",
     "三年=3 年 duration; 两年=2 年 duration; 三个月=3 个月 duration"},
    {"水温达到80度，用电3亿度，重约五百公斤，海拔1800米。",
     "80度=80 度 measure; 3亿度=300000000 度 measure; 五百公斤=500 公斤 measure approx; 1800米=1800 米 measure"},
    {"七万万两白银，一百五十万石，三百八十丈。",
     "七万万两=700000000 两 measure; 一百五十万石=1500000 石 measure; 三百八十丈=380 丈 measure"},
    {"人均15.6平方米，PUE低于1.3，利率下调25个基点。",
     "15.6平方米=15.6 平方米 measure; 1.3=1.3 count under; 25个基点=25 个基点 percent"},
    {"投资、消费、出口三大需求，三大工程，五大模块。",
     "三=3 count"},
    {"减负1000亿元，气温降到-12℃，同比为-3.5%。",
     "1000亿元=100000000000 元 money; -12℃=-12 ℃ measure; -3.5%=-3.5 % percent"},
    {"5分钟车程，15分钟生活圈，24小时值班，8点30分开会。",
     "5分钟=5 分钟 duration; 15分钟=15 分钟 duration; 24小时=24 小时 duration"},
    {"赛程为第3天，第十五届运动会，任职满2届，省委十二届三次全会。",
     "2届=2 届 count"},
    {"零部件、零距离、零容忍、独一无二、举一反三、接二连三。",
     ""},
};

enum { MAX_LISTED = 4096 };

/* Lists the figures of a passage in the notation of the table. */
static void list_figures(const char *text, size_t length, char *out)
{
    speech_analysis *a = NULL;
    ck_assert_int_eq(speech_find_figures(&a, text, length, NULL), SPEECH_OK);
    size_t used = 0;
    out[0] = '\0';
    for (size_t i = 0; i < a->figure_count; i++) {
        const speech_figure *f = &a->figures[i];
        char value[40] = "?", high[40] = "";
        const char *qualifier = speech_qualifier_name(f->qualifier);
        if (f->has_value) speech_decimal_format(f->value, value, sizeof value);
        if (f->has_high) speech_decimal_format(f->high, high, sizeof high);
        ck_assert(!f->masked || (!f->has_value && !f->has_high));
        used += (size_t)snprintf(out + used, MAX_LISTED - used, "%s%.*s=%s%s%s%s%s %s%s%s", i > 0 ? "; " : "",
                                 (int)(f->span.end - f->span.begin), a->text + f->span.begin,
                                 f->masked ? "masked" : value, f->has_high ? "~" : "", high,
                                 f->unit[0] != '\0' ? " " : "", f->unit, speech_figure_kind_name(f->kind),
                                 qualifier != NULL ? " " : "", qualifier != NULL ? qualifier : "");
        ck_assert_uint_lt(used, MAX_LISTED);
    }
    speech_analysis_free(a);
}

static void assert_figures(const char *passage, const char *figures)
{
    char got[MAX_LISTED];
    list_figures(passage, strlen(passage), got);
    ck_assert_msg(strcmp(got, figures) == 0, "%s\n  found:    %s\n  expected: %s", passage, got, figures);
}

START_TEST(test_passages)
{
    for (size_t i = 0; i < sizeof passages / sizeof *passages; i++)
        assert_figures(passages[i].passage, passages[i].figures);
}
END_TEST

/* PEERS 16: numerals inside words, names and idioms are no figures. */
START_TEST(test_peers_16_words_that_hold_numerals)
{
    static const char *const texts[] = {
        "统一部署", "两会精神", "年过半百", "“十四五”时期", "党的十九大", "一定要", "万一", "十分明显",
        "落实“两个维护”", "第一中学", "五四青年节", "三农问题", "百姓", "四川", "千方百计", "双一流", "一心一意",
        "周三下午", "初三学生", "一方面", "陆军", "拾级而上", "放肆", "万众一心", "北京时间"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) assert_figures(texts[i], "");
}
END_TEST

/* PEERS 17: 多, 余, 近, 以上 are kept as a qualifier. */
START_TEST(test_peers_17_qualifiers_are_kept)
{
    assert_figures("花了一千多万元", "一千多万元=10000000 元 money approx");
    assert_figures("来了百余人次", "百余人次=100 人次 count approx");
    assert_figures("近八百户", "八百户=800 户 count under");
    assert_figures("六成以上", "六成=60 % percent over");
    assert_figures("十几年", "十几年=10 年 duration approx");
}
END_TEST

/* PEERS 18: 万亿, separators and mixed numerals. */
START_TEST(test_peers_18_mixed)
{
    assert_figures("1.2万亿元", "1.2万亿元=1200000000000 元 money");
    assert_figures("3万5千人", "3万5千人=35000 人 count");
    assert_figures("１，２３４，５００吨", "１，２３４，５００吨=1234500 吨 measure");
}
END_TEST

/* PEERS 19: the longest unit counts. */
START_TEST(test_peers_19_longest_unit)
{
    assert_figures("一千瓦", "一千瓦=1 千瓦 measure");
    assert_figures("一千千瓦时", "一千千瓦时=1000 千瓦时 measure");
    assert_figures("50千赫和50千焦", "50千赫=50 千赫 measure; 50千焦=50 千焦 measure");
    assert_figures("3个百分点", "3个百分点=3 个百分点 percent");
    assert_figures("5万平方米", "5万平方米=50000 平方米 measure");
}
END_TEST

/* PEERS 21: ranges have both ends; limits given apart are two figures. */
START_TEST(test_peers_21_ranges)
{
    assert_figures("3至5年", "3至5年=3~5 年 duration");
    assert_figures("大于20小于等于35的数", "20=20 count over; 35=35 count under");
    assert_figures("200元以上3000元以下", "200元=200 元 money over; 3000元=3000 元 money under");
    assert_figures("百分之三到百分之五", "百分之三到百分之五=3~5 % percent");
    assert_figures("3-5万元", "3-5万元=30000~50000 元 money");
    assert_figures("8000元-1万元", "8000元-1万元=8000~10000 元 money");
}
END_TEST

/* PEERS 22: 4/5G is no date and no fraction, and a date is no figure. */
START_TEST(test_peers_22_dates_and_networks)
{
    assert_figures("4/5G网络", "");
    assert_figures("2024年3月31日", "");
    assert_figures("二〇二四年三月三十一日", "");
}
END_TEST

/* PASSAGE, the subjects of its figures */
static const struct {
    const char *passage;
    const char *subjects;
} subjects[] = {
    {"全年投入8731万元。", "投入"},
    {"表彰29个县和乡镇。", "县"},
    {"在校中小学生13万余人。", "在校中小学生"},
    {"去年高考上线率达到99.5%。", "高考上线率"},
    {"招录教师66名参加培训。", "招录教师"},
    {"全市90%的学校达到标准。", "学校"},
    {"蓝莓产量稳定在37万吨以上。", "蓝莓产量"},
    {"规模以上工业增加值增长9.4%。", "规模以上工业增加值"},
    {"经济总量居全省第三位。", "经济总量"},
    {"城镇新增就业75.7万人。", "城镇新增就业"},
    {"建成室内泳池13座、露天球场28座。", "室内泳池; 露天球场"},
    {"共有1000余名教师从中受益。", "教师"},
    {"其中有八成以上资金用于民生。", "资金"},
    {"增长5.5%。", ""},
};

START_TEST(test_subjects)
{
    speech_analysis *a = NULL;
    char got[512] = "";
    ck_assert_int_eq(speech_find_figures(&a, subjects[_i].passage, strlen(subjects[_i].passage), NULL), SPEECH_OK);
    for (size_t i = 0; i < a->figure_count; i++) {
        speech_span s = a->figures[i].subject;
        size_t used = strlen(got);
        snprintf(got + used, sizeof got - used, "%s%.*s", i > 0 ? "; " : "", (int)(s.end - s.begin), a->text + s.begin);
    }
    ck_assert_str_eq(got, subjects[_i].subjects);
    speech_analysis_free(a);
}
END_TEST

static const char speech_text[] = "在全县水利工作会议上的讲话\n"
                                  "同志们：\n"
                                  "一、过去一年的工作\n"
                                  "全县修渠30公里，投入500万元。\n"
                                  "二、今年的任务\n"
                                  "各乡镇要新修渠道40公里，确保灌溉面积达到2万亩以上。\n";

/* Labels are no figures; a figure knows its section, paragraph and the directive that states it. */
START_TEST(test_sections_and_directives)
{
    speech_analysis *a = NULL;
    ck_assert_int_eq(speech_analyze(&a, speech_text, strlen(speech_text), NULL, NULL), SPEECH_OK);
    ck_assert_uint_eq(a->section_count, 2);
    size_t linked = 0;
    for (size_t i = 0; i < a->figure_count; i++) {
        const speech_figure *f = &a->figures[i];
        const speech_section *section = &a->sections[f->section];
        ck_assert_uint_ne(f->section, SPEECH_NONE);
        ck_assert(f->span.begin >= section->label.end && f->span.end <= section->span.end);
        ck_assert(f->span.begin >= a->paragraphs[f->paragraph].span.begin);
        ck_assert(f->span.end <= a->paragraphs[f->paragraph].span.end);
        if (f->directive == SPEECH_NONE) continue;
        linked++;
        ck_assert_int_eq(section->number, 2);
        ck_assert(f->span.begin >= a->directives[f->directive].span.begin);
        ck_assert(f->span.end <= a->directives[f->directive].span.end);
    }
    ck_assert_uint_eq(a->figure_count, 5);
    ck_assert_uint_eq(linked, 2);
    speech_analysis_free(a);
}
END_TEST

/* ---- any input, in linear time ---- */

static const char *const units[] = {
    "一", "*", "7", "一万一万", "8亿元人民币", "一百", "1,", "1.", "1-", "1:", "--", "……", "第", "“", "《",
    "一“", "五分之", "1/", "半", "一半", "三、四", "×万", "百", "十", "零", "1 000", "每", "至少一个", "两三",
    "二〇", "$1", "元/", "3元（元", "1个约", "3个至", "又一", "点一", "x", "X个", "三成", "5个（含", "第1位"};

static double seconds(void)
{
    return (double)clock() / CLOCKS_PER_SEC;
}

static char *repeat(const char *unit, size_t size, size_t *length)
{
    char *text = malloc(size + strlen(unit) + 1);
    *length = 0;
    while (*length < size) {
        memcpy(text + *length, unit, strlen(unit));
        *length += strlen(unit);
    }
    return text;
}

/* PEERS 20: nothing that is repeated takes more than linear time. */
START_TEST(test_peers_20_linear_time)
{
    size_t length;
    char *text = repeat(units[_i], 1 << 19, &length);
    speech_analysis *a = NULL;
    double start = seconds();
    ck_assert_int_eq(speech_find_figures(&a, text, length, NULL), SPEECH_OK);
    ck_assert_msg(seconds() - start < 10, "%s: %.1f s", units[_i], seconds() - start);
    speech_analysis_free(a);
    free(text);
}
END_TEST

/* Mixtures of everything: spans in order, inside the text, at character boundaries, with units and names. */
START_TEST(test_any_input)
{
    uint32_t seed = 7;
    for (int round = 0; round < 4000; round++) {
        char text[512] = "";
        for (int i = 0; i < 20; i++) {
            seed = seed * 1664525u + 1013904223u;
            strcat(text, units[(seed >> 16) % (sizeof units / sizeof *units)]);
        }
        speech_analysis *a = NULL;
        ck_assert_int_eq(speech_find_figures(&a, text, strlen(text), NULL), SPEECH_OK);
        size_t at = 0;
        for (size_t i = 0; i < a->figure_count; i++) {
            const speech_figure *f = &a->figures[i];
            ck_assert_uint_ge(f->span.begin, at);
            ck_assert_uint_lt(f->span.begin, f->span.end);
            ck_assert_uint_le(f->span.end, a->length);
            ck_assert_uint_le(f->subject.begin, f->subject.end);
            ck_assert(((unsigned char)a->text[f->span.begin] & 0xC0) != 0x80);
            ck_assert(((unsigned char)a->text[f->span.end] & 0xC0) != 0x80);
            ck_assert_ptr_nonnull(f->unit);
            ck_assert_ptr_nonnull(speech_figure_kind_name(f->kind));
            at = f->span.end;
        }
        speech_analysis_free(a);
    }
}
END_TEST

static void add_tests(TCase *tests)
{
    tcase_add_test(tests, test_passages);
    tcase_add_test(tests, test_peers_16_words_that_hold_numerals);
    tcase_add_test(tests, test_peers_17_qualifiers_are_kept);
    tcase_add_test(tests, test_peers_18_mixed);
    tcase_add_test(tests, test_peers_19_longest_unit);
    tcase_add_test(tests, test_peers_21_ranges);
    tcase_add_test(tests, test_peers_22_dates_and_networks);
    tcase_add_loop_test(tests, test_subjects, 0, (int)(sizeof subjects / sizeof *subjects));
    tcase_add_test(tests, test_sections_and_directives);
    tcase_add_loop_test(tests, test_peers_20_linear_time, 0, (int)(sizeof units / sizeof *units));
    tcase_add_test(tests, test_any_input);
}

int main(void)
{
    return run_suite("figures", add_tests);
}
